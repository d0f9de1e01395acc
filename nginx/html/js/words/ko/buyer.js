// buyer.js -- the words of the list of concerts and of signing in, in Korean.

export const words = {
    // the list of concerts
    concertsTitle: "공연",
    concertsLead: "모든 공연에 공정한 줄이 있습니다. 어느 탭에서나 같은 자리, 새치기는 없어요.",
    noConcerts: "지금 판매 중인 공연이 없어요.",
    noConcertsAdvice: "새 공연은 여기에 저절로 나타납니다.",
    waitAbout: "예상 대기 {duration}",
    waitUnknown: "예상 대기 시간은 아직 알 수 없어요",
    noWait: "바로 입장",
    yourPosition: "내 순서 {position}번째",
    yourWaitlistPlace: "취소표 대기 {position}번",
    onWaitlist: ({count: n}) => `${n.toLocaleString("ko-KR")}명 취소표 대기 중`,
    fromTo: "{from} – {to}",
    youAreAdmitted: "지금 내 차례예요",
    seePlace: "내 순서 보기",
    seeSale: "판매 현황 보기",

    // signing in
    email: "이메일",
    password: "비밀번호",
    passwordHint: "8자 이상 입력해 주세요.",
    emailWrong: "ada@example.org와 같은 이메일 주소를 입력해 주세요.",
    passwordWrong: "비밀번호는 8자에서 128자까지 입력해 주세요.",
    signUp: "가입하기",
    noAccountYet: "아직 계정이 없으신가요?",
    haveAccount: "이미 계정이 있으신가요?",
};
