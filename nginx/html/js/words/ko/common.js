// common.js -- the words that every page needs, and what each problem means, in Korean.

export const count = (text) => ({count: n}) => text.replace("{count}", n.toLocaleString("ko-KR"));

export const people = (none, some) => (values) => (values.count === 0 ? none : count(some)(values));

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
    footer: "모두에게 공정한 예매 대기.",
    api: "API",
    drawPage: "추첨 검증",
    tryAgain: "다시 시도",
    close: "닫기",
    loading: "잠시만 기다려 주세요.",
    noConcert: "주소에 공연 정보가 없습니다.",
    toConcerts: "예매 중인 공연 보기",

    // amounts and times
    won: "{amount}원",
    points: "{points}포인트",
    lessThanAMinute: "1분 미만",
    minutes: count("{count}분"),
    hours: count("{count}시간"),
    hoursAndMinutes: "{hours}시간 {minutes}분",
    days: count("{count}일"),

    // the queue of a sale
    opensAt: "{time} 오픈",
    opensIn: "오픈까지 {clock}",
    opensByHand: "오픈 일시 미정",
    waiting: people("대기 없음", "{count}명 대기 중"),
    joinQueue: "예매하기",
    joinWaitlist: "취소표 대기하기",
    enterLobby: "오픈 대기하기",
    chooseSeats: "좌석 선택",

    // states of a sale
    SCHEDULED: "오픈 예정",
    OPEN: "예매 중",
    PAUSED: "예매 일시 중지",
    CLOSED: "예매 종료",
    soldOut: "매진",
};

// code: [what happened, what to do now], of what any page may meet. `network` and `unknown` are the pages' own.
export const problems = {
    network: ["네트워크에 연결되어 있지 않습니다.", "연결 상태를 확인하고 다시 시도해 주세요. 대기 순서와 좌석은 유지됩니다."],
    unknown: ["예상하지 못한 응답을 받았습니다.", "잠시 후 다시 시도해 주세요."],
    malformed_request: ["요청을 처리할 수 없습니다.", "페이지를 새로고침한 뒤 다시 시도해 주세요."],
    invalid_parameter: ["주소가 올바르지 않습니다.", "공연 목록에서 다시 시작해 주세요."],
    unauthenticated: ["로그인이 필요합니다.", "로그인하면 보던 화면으로 돌아옵니다."],
    invalid_token: ["로그인이 만료되었습니다.", "다시 로그인해 주세요. 대기 순서는 유지됩니다."],
    token_expired: ["로그인이 만료되었습니다.", "다시 로그인해 주세요. 대기 순서는 유지됩니다."],
    token_spent: ["계정 보호를 위해 로그아웃되었습니다.", "다시 로그인해 주세요. 대기 순서는 유지됩니다."],
    forbidden: ["이 계정으로는 이용할 수 없습니다.", "권한이 있는 계정으로 로그인해 주세요."],
    not_found: ["찾을 수 없는 페이지입니다.", "공연 목록으로 돌아가 주세요."],
    not_in_queue: ["이 공연의 대기열에 있지 않습니다.", "예매하기를 눌러 대기 순서를 받아 주세요."],
    concert_closed: ["예매가 종료된 공연입니다.", "다른 공연을 확인해 주세요."],
    too_many_requests: ["짧은 시간에 너무 많이 시도했습니다.", "잠시 후 다시 시도해 주세요."],
    redis_unavailable: ["대기열에 일시적으로 연결할 수 없습니다.", "대기 순서는 유지됩니다. 잠시 후 다시 시도해 주세요."],
    database_unavailable: ["예매 시스템에 일시적으로 연결할 수 없습니다.", "변경된 내용은 없습니다. 잠시 후 다시 시도해 주세요."],
    concert_restoring: ["공연 정보를 복구하고 있습니다.", "몇 초 정도 걸립니다. 대기 순서는 유지됩니다."],
    worker_unavailable: ["접속이 많아 처리가 지연되고 있습니다.", "변경된 내용은 없습니다. 잠시 후 다시 시도해 주세요."],
    internal: ["일시적인 오류가 발생했습니다.", "잠시 후 다시 시도해 주세요."],
};
