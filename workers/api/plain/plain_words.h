/* plain_words.h -- the words of the pages that need no JavaScript, in both languages. */
#ifndef USHER_API_PLAIN_PLAIN_WORDS_H
#define USHER_API_PLAIN_PLAIN_WORDS_H

#include <stdint.h>

#include "base/arena.h"

/* X(name, English, Korean): a {} stands for what is filled in. */
#define PLAIN_WORDS(X)                                                                             \
    X(WORD_LANGUAGE, "en", "ko")                                                                   \
    X(WORD_CONCERTS, "Concerts", "공연")                                                           \
    X(WORD_CONCERTS_LEAD, "Choose a concert to wait in its line. No JavaScript is needed for it.", \
      "대기할 공연을 선택해 주세요. 자바스크립트 없이 대기할 수 있습니다.")                        \
    X(WORD_NO_CONCERTS, "Nothing is on sale at the moment.", "현재 예매 중인 공연이 없습니다.")    \
    X(WORD_MORE, "More concerts", "공연 더 보기")                                                  \
    X(WORD_TO_CONCERTS, "All concerts", "모든 공연 보기")                                          \
    X(WORD_SCHEDULED, "Not yet on sale", "오픈 예정")                                              \
    X(WORD_OPEN, "On sale", "예매 중")                                                             \
    X(WORD_PAUSED, "Paused", "예매 일시 중지")                                                     \
    X(WORD_CLOSED, "Closed", "예매 종료")                                                          \
    X(WORD_SOLD_OUT, "Sold out", "매진")                                                           \
    X(WORD_OPENS_AT, "Opens at {}.", "{} 오픈")                                                    \
    X(WORD_OPENS_IN, "Still to go: {}.", "오픈까지 {}")                                            \
    X(WORD_OPENS_BY_HAND, "Opening time to be announced.", "오픈 일시 미정")                       \
    X(WORD_UNDER_A_MINUTE, "less than a minute", "1분 미만")                                       \
    X(WORD_MINUTES, "{} min", "{}분")                                                              \
    X(WORD_HOURS, "{} h", "{}시간")                                                                \
    X(WORD_HOURS_AND_MINUTES, "{} h {} min", "{}시간 {}분")                                        \
    X(WORD_DAYS, "{} days", "{}일")                                                                \
    X(WORD_SIGN_IN_TITLE, "Sign in to join the line", "로그인하고 예매하기")                       \
    X(WORD_SIGN_IN_ADVICE,                                                                         \
      "You get one place, the same from any browser, and this page keeps it for a day.",           \
      "대기 순서는 하나이며 어느 브라우저에서나 같습니다. 이 페이지에서 하루 동안 유지됩니다.")    \
    X(WORD_EMAIL, "E-mail", "이메일")                                                              \
    X(WORD_PASSWORD, "Password", "비밀번호")                                                       \
    X(WORD_JOIN, "Sign in and join", "로그인하고 예매하기")                                        \
    X(WORD_WAITING_TITLE, "You are in line", "대기 중")                                            \
    X(WORD_AHEAD, "People ahead of you", "내 앞 대기 인원")                                        \
    X(WORD_AHEAD_ONE, "Person ahead of you", "내 앞 대기 인원")                                    \
    X(WORD_PEOPLE, "{}", "{}명")                                                                   \
    X(WORD_NEXT, "You are next.", "다음 입장 순서입니다.")                                         \
    X(WORD_ESTIMATE, "Estimated wait: {}", "예상 대기 약 {}")                                      \
    X(WORD_ESTIMATE_UNKNOWN, "Estimated wait: not known yet", "예상 대기 시간 확인 중")            \
    X(WORD_PAUSED_ADVICE, "The sale is paused. The line stays as it is.",                          \
      "예매가 일시 중지되었습니다. 대기 순서는 유지됩니다.")                                       \
    X(WORD_WAITLIST,                                                                               \
      "All seats are sold or held right now. If you stay, you are on the waitlist and are called " \
      "when a seat comes back.",                                                                   \
      "지금은 모든 좌석이 판매되었거나 다른 고객이 결제 중입니다. 계속 대기하면 취소표가 나올 때 " \
      "순서대로 입장합니다.")                                                                      \
    X(WORD_WAITLIST_TITLE, "You are on the waitlist", "취소표 대기 중")                            \
    X(WORD_WAITLIST_PLACE, "You are number {} of the waitlist.", "취소표 대기 {}번째입니다.")      \
    X(WORD_IN_ALL, "People waiting in total: {}.", "전체 대기 {}명")                               \
    X(WORD_STAY,                                                                                   \
      "This page reloads by itself. You may close it and come back: your place is kept.",          \
      "이 페이지는 자동으로 새로고침됩니다. 닫았다가 돌아와도 대기 순서는 유지됩니다.")            \
    X(WORD_LEAVE, "Leave the line", "대기 취소")                                                   \
    X(WORD_LOBBY_TITLE, "You are in the waiting room", "오픈 대기 중")                             \
    X(WORD_LOBBY_LOTTERY,                                                                          \
      "When the sale opens everybody here gets a place by lottery. Coming early is no advantage.", \
      "오픈하면 대기 중인 모두의 순서를 추첨으로 정합니다. 일찍 와도 유리하지 않습니다.")          \
    X(WORD_LOBBY_FIFO,                                                                             \
      "When the sale opens the line begins to move, in the order in which people came.",           \
      "오픈하면 들어온 순서대로 입장이 시작됩니다.")                                               \
    X(WORD_DRAWING, "Drawing the places…", "순서를 추첨하고 있습니다.")                            \
    X(WORD_ADMITTED_TITLE, "It is your turn", "입장할 수 있습니다")                                \
    X(WORD_ADMITTED_LEFT, "left to enter", "안에 입장해 주세요")                                   \
    X(WORD_ADMITTED_ADVICE,                                                                        \
      "Enter before the time is up, or your place goes to the next person. Choosing and paying "   \
      "needs JavaScript: allow it now, or open the seats in another browser or on another "        \
      "device, and sign in there with the same account.",                                          \
      "시간 안에 입장해 주세요. 지나면 다음 고객에게 순서가 넘어갑니다. 좌석을 선택하고 "          \
      "결제하려면 자바스크립트가 필요합니다. 지금 허용하거나, 다른 브라우저나 기기에서 같은 "      \
      "계정으로 로그인해 주세요.")                                                                 \
    X(WORD_CHOOSE_SEATS, "Choose seats", "좌석 선택")                                              \
    X(WORD_HELD, "Held for you: {}", "선점한 좌석: {}")                                            \
    X(WORD_TO_CART, "Go to checkout", "결제하러 가기")                                             \
    X(WORD_GIVE_BACK, "Give up my turn", "입장 포기")                                              \
    X(WORD_LEAVE_TITLE, "Leave the line?", "대기를 취소하시겠습니까?")                             \
    X(WORD_LEAVE_ADVICE, "Your place goes to the next, and you cannot get it back.",               \
      "대기 순서가 사라지며 되돌릴 수 없습니다.")                                                  \
    X(WORD_KEEP_PLACE, "Stay in line", "계속 대기하기")                                            \
    X(WORD_GIVE_BACK_TITLE, "Give up your turn?", "입장을 포기하시겠습니까?")                      \
    X(WORD_GIVE_BACK_ADVICE, "Your turn ends, and seats that are not paid for go back on sale.",   \
      "예매 가능 시간이 끝나며 결제하지 않은 좌석은 해제됩니다.")                                  \
    X(WORD_KEEP_TURN, "Keep my turn", "유지하기")                                                  \
    X(WORD_MISSED_TITLE, "Your turn has passed", "입장 시간이 지났습니다")                         \
    X(WORD_MISSED_ADVICE, "Come back within {} and you are first in line, once.",                  \
      "{} 안에 다시 입장하면 한 번에 한해 맨 앞에서 대기합니다.")                                  \
    X(WORD_JOIN_AGAIN, "Join at the end of the line", "다시 예매하기")                             \
    X(WORD_OUT_TITLE, "You are not in the line now", "대기열에 있지 않습니다")                     \
    X(WORD_OUT_ADVICE, "You can join it again, at its end.",                                       \
      "다시 예매하기를 누르면 맨 뒤에서 대기합니다.")                                              \
    X(WORD_COME_BACK, "Come back to the line", "다시 입장하기")                                    \
    X(WORD_FORGET, "Sign out of this page", "이 페이지에서 로그아웃")                              \
    X(WORD_CLOSED_TITLE, "The sale is closed", "예매가 종료되었습니다")                            \
    X(WORD_CLOSED_ADVICE, "Tickets for this concert are no longer sold.",                          \
      "이 공연의 티켓은 더 이상 판매하지 않습니다.")                                               \
    X(WORD_WHAT_IS_LEFT, "Available seats", "잔여 좌석")                                           \
    X(WORD_SEATS_LEFT, "Available", "잔여")                                                        \
    X(WORD_SEATS_HELD, "Held by buyers", "결제 중")                                                \
    X(WORD_SEATS_IN_ALL, "Total", "전체")                                                          \
    X(WORD_WRONG_CREDENTIALS, "The e-mail or the password is wrong.",                              \
      "이메일 또는 비밀번호가 올바르지 않습니다.")                                                 \
    X(WORD_INVALID_FORM, "Give your e-mail address, and a password of 8 to 128 characters.",       \
      "이메일 주소와 8자에서 128자의 비밀번호를 입력해 주세요.")                                   \
    X(WORD_FOREIGN_FORM, "This came from another page. Nothing was changed.",                      \
      "다른 페이지에서 온 요청입니다. 변경된 내용은 없습니다.")                                    \
    X(WORD_NO_SUCH_CONCERT, "There is no such concert.", "존재하지 않는 공연입니다.")              \
    X(WORD_UNAVAILABLE,                                                                            \
      "The line is temporarily unavailable. Your place is kept, and this page tries again by "     \
      "itself.",                                                                                   \
      "대기열에 일시적으로 연결할 수 없습니다. 대기 순서는 유지되며, 이 페이지가 자동으로 다시 "   \
      "시도합니다.")                                                                               \
    X(WORD_UNREADABLE, "The request could not be read. Nothing was changed.",                      \
      "요청을 처리할 수 없습니다. 변경된 내용은 없습니다.")                                        \
    X(WORD_TRY_AGAIN, "Back to the line", "대기 화면으로 이동")

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

/* What the name of a seat is made of. */
struct seat_name {
    const char *section;
    const char *row;     /* may be empty */
    const char *number;  /* in the row; NULL where row and number do not say which seat it is */
    const char *printed; /* what is printed on the seat, which then does */
};

/* As seatName() of js/core/seat-names.js: what says itself what it is gets no word more. */
const char *plain_seat_name(enum plain_language language, const struct seat_name *name,
                            struct arena *arena);

/* "1,234,567" */
const char *plain_number(int64_t value, struct arena *arena);

/* "3 min", "1 h 7 min", "5 h": only as exact as anybody knows. */
const char *plain_duration(enum plain_language language, int64_t seconds, struct arena *arena);

#endif
