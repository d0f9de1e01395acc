/* plain_words.h -- the words of the pages that need no JavaScript, in both languages. */
#ifndef USHER_API_PLAIN_PLAIN_WORDS_H
#define USHER_API_PLAIN_PLAIN_WORDS_H

#include <stdint.h>

#include "base/arena.h"

/* X(name, English, Korean): at most one {} stands for what is filled in. */
#define PLAIN_WORDS(X)                                                                             \
    X(WORD_LANGUAGE, "en", "ko")                                                                   \
    X(WORD_CONCERTS, "Concerts", "공연")                                                           \
    X(WORD_CONCERTS_LEAD, "Choose a concert to wait in its line. No JavaScript is needed for it.", \
      "줄을 설 공연을 골라 주세요. 자바스크립트 없이 기다릴 수 있어요.")                           \
    X(WORD_NO_CONCERTS, "Nothing is on sale at the moment.", "지금은 판매 중인 공연이 없어요.")    \
    X(WORD_MORE, "More concerts", "공연 더 보기")                                                  \
    X(WORD_TO_CONCERTS, "All concerts", "모든 공연 보기")                                          \
    X(WORD_SCHEDULED, "Not yet on sale", "판매 예정")                                              \
    X(WORD_OPEN, "On sale", "판매 중")                                                             \
    X(WORD_PAUSED, "Paused", "일시 중지")                                                          \
    X(WORD_CLOSED, "Closed", "판매 종료")                                                          \
    X(WORD_SOLD_OUT, "Sold out", "매진")                                                           \
    X(WORD_OPENS_AT, "Opens at {}.", "{} 오픈.")                                                   \
    X(WORD_OPENS_IN, "Still to go: {}.", "{} 남았어요.")                                           \
    X(WORD_OPENS_BY_HAND, "When it opens is not settled yet.",                                     \
      "여는 시각은 아직 정해지지 않았어요.")                                                       \
    X(WORD_UNDER_A_MINUTE, "less than a minute", "1분 미만")                                       \
    X(WORD_MINUTES, "{} min", "{}분")                                                              \
    X(WORD_HOURS, "{} h", "{}시간")                                                                \
    X(WORD_DAYS, "{} days", "{}일")                                                                \
    X(WORD_SIGN_IN_TITLE, "Sign in to join the line", "로그인하고 줄 서기")                        \
    X(WORD_SIGN_IN_ADVICE,                                                                         \
      "You get one place, the same from any browser, and this page keeps it for a day.",           \
      "순서는 하나이고 어느 브라우저에서나 같아요. 이 페이지가 하루 동안 기억합니다.")             \
    X(WORD_EMAIL, "E-mail", "이메일")                                                              \
    X(WORD_PASSWORD, "Password", "비밀번호")                                                       \
    X(WORD_JOIN, "Sign in and join", "로그인하고 줄 서기")                                         \
    X(WORD_WAITING_TITLE, "You are in line", "줄을 서 있어요")                                     \
    X(WORD_AHEAD, "people ahead of you", "명이 앞에 있어요")                                       \
    X(WORD_AHEAD_ONE, "person ahead of you", "명이 앞에 있어요")                                   \
    X(WORD_NEXT, "Nobody is ahead of you: you are next.", "앞에 아무도 없어요. 다음 차례예요.")    \
    X(WORD_ESTIMATE, "Still to wait: {}, at the pace of the last half minute.",                    \
      "최근 30초의 속도로 {} 남았어요.")                                                           \
    X(WORD_ESTIMATE_UNKNOWN, "How long it takes is not known yet.",                                \
      "얼마나 걸릴지 아직 알 수 없어요.")                                                          \
    X(WORD_PAUSED_ADVICE, "The sale is paused. The line stays as it is.",                          \
      "판매가 잠시 멈췄어요. 줄은 그대로 유지됩니다.")                                             \
    X(WORD_WAITLIST,                                                                               \
      "Everything is sold or held right now. Who stays is the waitlist: a seat that comes back "   \
      "calls the next.",                                                                           \
      "지금은 모든 좌석이 판매되었거나 다른 분이 맡고 있어요. 남아 계시면 대기자가 되고, "         \
      "좌석이 나오면 차례대로 불러 드려요.")                                                       \
    X(WORD_WAITLIST_TITLE, "You are on the waitlist", "취소표를 기다리고 있어요")                  \
    X(WORD_WAITLIST_PLACE, "You are number {} of the waitlist.", "대기 {}번이에요.")               \
    X(WORD_OWN_NUMBER, "Your number is {}.", "내 번호는 {}이에요.")                                \
    X(WORD_IN_ALL, "Waiting in all: {}.", "모두 {}명이 기다리고 있어요.")                          \
    X(WORD_STAY,                                                                                   \
      "This page reloads by itself. You may close it and come back: your place is kept.",          \
      "이 페이지는 저절로 새로고침돼요. 닫았다가 돌아와도 순서는 그대로예요.")                     \
    X(WORD_LEAVE, "Leave the line", "줄에서 나가기")                                               \
    X(WORD_LOBBY_TITLE, "You are in the lobby", "대기실에 있어요")                                 \
    X(WORD_LOBBY_LOTTERY,                                                                          \
      "When the sale opens everybody here gets a place by lottery. Being early gives nobody an "   \
      "advantage.",                                                                                \
      "오픈하면 여기 있는 모두의 순서를 추첨으로 정합니다. 일찍 와도 유리하지 않아요.")            \
    X(WORD_LOBBY_FIFO,                                                                             \
      "When the sale opens the line begins to move, in the order in which people came.",           \
      "오픈하면 온 순서대로 줄이 움직이기 시작합니다.")                                            \
    X(WORD_DRAWING, "The places are being drawn…", "순서를 추첨하고 있어요…")                      \
    X(WORD_ADMITTED_TITLE, "It is your turn", "내 차례예요")                                       \
    X(WORD_ADMITTED_LEFT, "left to go in", "안에 들어가 주세요")                                   \
    X(WORD_ADMITTED_ADVICE,                                                                        \
      "Go in before the time is up, or the place goes to the next. Choosing and paying needs "     \
      "JavaScript: allow it now, or open the seats in another browser or on another device, and "  \
      "sign in there with the same account.",                                                      \
      "시간 안에 들어가 주세요. 지나면 다음 분의 차례가 됩니다. 좌석을 고르고 결제하려면 "         \
      "자바스크립트가 필요해요. 지금 허용하거나, 다른 브라우저나 기기에서 같은 계정으로 "          \
      "로그인해 주세요.")                                                                          \
    X(WORD_CHOOSE_SEATS, "Choose seats", "좌석 고르기")                                            \
    X(WORD_HELD, "Held for you: {}", "맡아 둔 좌석: {}")                                           \
    X(WORD_TO_CART, "Go to your seats and pay", "맡아 둔 좌석 결제하기")                           \
    X(WORD_GIVE_BACK, "Give my turn back", "차례 양보하기")                                        \
    X(WORD_LEAVE_TITLE, "Leave the line?", "줄에서 나갈까요?")                                     \
    X(WORD_LEAVE_ADVICE, "Your place goes to the next, and you cannot get it back.",               \
      "순서가 다음 분께 넘어가고 되찾을 수 없어요.")                                               \
    X(WORD_KEEP_PLACE, "Stay in line", "계속 기다리기")                                            \
    X(WORD_GIVE_BACK_TITLE, "Give your turn back?", "차례를 양보할까요?")                          \
    X(WORD_GIVE_BACK_ADVICE, "Your turn ends, and seats that are not paid for go back on sale.",   \
      "차례가 끝나고 결제하지 않은 좌석은 다시 판매돼요.")                                         \
    X(WORD_KEEP_TURN, "Keep my turn", "내 차례 유지하기")                                          \
    X(WORD_MISSED_TITLE, "Your turn has passed", "차례가 지났어요")                                \
    X(WORD_MISSED_ADVICE,                                                                          \
      "Come back within {} and you stand in front of everybody who waits, once.",                  \
      "{} 안에 돌아오면 한 번, 기다리는 모두의 맨 앞에 서게 됩니다.")                              \
    X(WORD_JOIN_AGAIN, "Join at the end of the line", "맨 뒤에 줄 서기")                           \
    X(WORD_OUT_TITLE, "You are not in the line now", "지금은 줄에 서 있지 않아요")                 \
    X(WORD_OUT_ADVICE, "You can join it again, at its end.",                                       \
      "다시 줄을 설 수 있어요. 맨 뒤부터예요.")                                                    \
    X(WORD_COME_BACK, "Come back to the line", "줄로 돌아가기")                                    \
    X(WORD_FORGET, "Sign out of this page", "이 페이지에서 로그아웃")                              \
    X(WORD_CLOSED_TITLE, "The sale is closed", "판매가 끝났어요")                                  \
    X(WORD_CLOSED_ADVICE, "Tickets for this concert are no longer sold.",                          \
      "이 공연의 티켓은 더 이상 판매하지 않아요.")                                                 \
    X(WORD_WHAT_IS_LEFT, "What is left", "남은 좌석")                                              \
    X(WORD_SEATS_LEFT, "Seats left", "남음")                                                       \
    X(WORD_SEATS_HELD, "Held by buyers", "결제 중")                                                \
    X(WORD_SEATS_IN_ALL, "In all", "전체")                                                         \
    X(WORD_WRONG_CREDENTIALS, "The e-mail or the password is wrong.",                              \
      "이메일 또는 비밀번호가 맞지 않아요.")                                                       \
    X(WORD_INVALID_FORM, "Give your e-mail address, and a password of 8 to 128 characters.",       \
      "이메일 주소와 8자에서 128자의 비밀번호를 입력해 주세요.")                                   \
    X(WORD_FOREIGN_FORM, "This came from another page. Nothing was changed.",                      \
      "다른 페이지에서 온 요청이에요. 아무것도 바뀌지 않았어요.")                                  \
    X(WORD_NO_SUCH_CONCERT, "There is no such concert.", "그런 공연은 없어요.")                    \
    X(WORD_UNAVAILABLE,                                                                            \
      "The line is out of reach for a moment. Your place is kept, and this page tries again by "   \
      "itself.",                                                                                   \
      "잠시 대기열에 연결할 수 없어요. 순서는 그대로이고, 이 페이지가 저절로 다시 시도합니다.")    \
    X(WORD_UNREADABLE, "The request could not be read. Nothing was changed.",                      \
      "요청을 읽을 수 없었어요. 아무것도 바뀌지 않았어요.")                                        \
    X(WORD_TRY_AGAIN, "Back to the line", "줄로 돌아가기")

enum plain_word {
#define PLAIN_WORD_NAME(name, english, korean) name,
    PLAIN_WORDS(PLAIN_WORD_NAME)
#undef PLAIN_WORD_NAME
};

enum plain_language { PLAIN_ENGLISH, PLAIN_KOREAN };

/*
 * The first language of an Accept-Language header that there is, English when there is none. The
 * weights are not looked at: browsers send the header in the order of preference.
 */
enum plain_language plain_language_of(const char *accept_language);

const char *plain_word(enum plain_language language, enum plain_word word);

/* The word with value in the place of its {}. */
const char *plain_word_with(enum plain_language language, enum plain_word word, const char *value,
                            struct arena *arena);

/* "1,234,567" */
const char *plain_number(int64_t value, struct arena *arena);

/* "3 min": only as exact as anybody knows. */
const char *plain_duration(enum plain_language language, int64_t seconds, struct arena *arena);

#endif
