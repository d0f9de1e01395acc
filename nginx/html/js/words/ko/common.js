// common.js -- the words that every page needs, and what each problem means, in Korean.

const count = (text) => ({count: n}) => text.replace("{count}", n.toLocaleString("ko-KR"));

const people = (none, some) => ({count: n}) => (n === 0 ? none : some.replace("{count}", n.toLocaleString("ko-KR")));

export const words = {
    // the frame of every page
    skip: "본문으로 건너뛰기",
    navigation: "주 메뉴",
    concerts: "공연",
    tickets: "내 티켓",
    account: "내 정보",
    admin: "공연 관리",
    door: "입장 확인",
    signIn: "로그인",
    signOut: "로그아웃",
    footer: "모든 공연에, 공정한 줄.",
    api: "API",
    drawPage: "추첨 검증",
    tryAgain: "다시 시도",
    close: "닫기",
    loading: "잠시만 기다려 주세요…",
    noConcert: "주소에 공연이 지정되지 않았어요.",
    toConcerts: "판매 중인 공연 보기",

    // amounts and times
    points: "{points}포인트",
    lessThanAMinute: "1분 미만",
    minutes: count("{count}분"),
    hours: count("{count}시간"),
    days: count("{count}일"),

    // the queue of a sale
    opensAt: "{time} 오픈",
    opensIn: "오픈까지 {clock}",
    opensByHand: "오픈 시각은 아직 정해지지 않았어요",
    waiting: people("기다리는 사람 없음", "{count}명 대기 중"),
    joinQueue: "줄 서기",
    joinWaitlist: "취소표 대기하기",
    enterLobby: "오픈 기다리기",
    chooseSeats: "좌석 고르기",

    // states of a sale
    SCHEDULED: "판매 예정",
    OPEN: "판매 중",
    PAUSED: "일시 중지",
    CLOSED: "판매 종료",
    soldOut: "매진",
};

// code: [what happened, what to do now], of what any page may meet. `network` and `unknown` are the pages' own.
export const problems = {
    network: ["네트워크에 연결되어 있지 않아요.", "연결 상태를 확인하고 다시 시도해 주세요. 순서와 좌석은 그대로예요."],
    unknown: ["예상하지 못한 응답을 받았어요.", "잠시 후 다시 시도해 주세요."],
    malformed_request: ["요청을 읽을 수 없었어요.", "페이지를 새로고침한 뒤 다시 시도해 주세요."],
    invalid_parameter: ["주소가 완전하지 않아요.", "공연 목록에서 다시 시작해 주세요."],
    unauthenticated: ["로그인되어 있지 않아요.", "로그인하면 보던 화면으로 돌아옵니다."],
    invalid_token: ["로그인이 만료되었어요.", "다시 로그인해 주세요. 대기 순서는 그대로예요."],
    token_expired: ["로그인이 만료되었어요.", "다시 로그인해 주세요. 대기 순서는 그대로예요."],
    token_spent: ["계정 보호를 위해 로그아웃되었어요.", "다시 로그인해 주세요. 대기 순서는 그대로예요."],
    forbidden: ["이 계정으로는 할 수 없어요.", "권한이 있는 계정으로 로그인해 주세요."],
    not_found: ["없는 항목이거나 회원님의 것이 아니에요.", "공연 목록으로 돌아가 주세요."],
    not_in_queue: ["이 공연의 줄에 서 있지 않아요.", "줄을 서면 순서를 받을 수 있어요."],
    concert_closed: ["이 공연의 판매가 끝났어요.", "다른 공연을 둘러봐 주세요."],
    too_many_requests: ["짧은 시간에 너무 많이 시도했어요.", "몇 초 뒤에 다시 시도해 주세요."],
    redis_unavailable: ["잠시 대기열에 연결할 수 없어요.", "순서는 안전해요. 몇 초 뒤에 다시 시도해 주세요."],
    database_unavailable: ["잠시 예매 시스템에 연결할 수 없어요.", "아무것도 바뀌지 않았어요. 몇 초 뒤에 다시 시도해 주세요."],
    concert_restoring: ["이 공연을 복구하고 있어요.", "몇 초면 끝나요. 순서는 안전합니다."],
    worker_unavailable: ["지금 접속이 매우 많아요.", "아무것도 바뀌지 않았어요. 몇 초 뒤에 다시 시도해 주세요."],
    internal: ["저희 쪽에서 문제가 생겼어요.", "잠시 후 다시 시도해 주세요."],
};
