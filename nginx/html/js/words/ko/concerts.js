// concerts.js -- the words of the list of concerts and of signing in, in Korean.

export const words = {
    // the list of concerts
    concertsTitle: "공연",
    concertsLead: "대기 순서는 공정하게, 어느 기기에서나 그대로 유지됩니다.",
    noConcerts: "현재 예매 중인 공연이 없습니다.",
    noConcertsAdvice: "새 공연이 등록되면 이 화면에 자동으로 표시됩니다.",
    waitAbout: "예상 대기 약 {duration}",
    waitUnknown: "예상 대기 시간 확인 중",
    noWait: "바로 입장",
    yourPosition: "내 순서 {position}번째",
    yourWaitlistPlace: "취소표 대기 {position}번째",
    onWaitlist: ({count: n}) => `${n.toLocaleString("ko-KR")}명 취소표 대기 중`,
    fromTo: "{from} – {to}",
    youAreAdmitted: "입장 가능",
    seePlace: "대기 순서 보기",
    seeSale: "판매 현황 보기",

    // signing in
    email: "이메일",
    password: "비밀번호",
    passwordHint: "8자 이상 입력해 주세요.",
    emailWrong: "ada@example.org와 같은 이메일 주소를 입력해 주세요.",
    passwordWrong: "비밀번호는 8자에서 128자까지 입력해 주세요.",
    signUp: "회원가입",
    noAccountYet: "아직 회원이 아니십니까?",
    haveAccount: "이미 회원이십니까?",
};
