// leaving.js -- the words of leaving the queue, in Korean.

export const words = {
    leaveTitle: "줄에서 나갈까요?",
    leaveAdvice: "순서가 다음 분께 넘어가고 되찾을 수 없어요. 다시 서면 맨 뒤부터예요.",
    keepPlace: "계속 기다리기",
    giveBackTitle: "차례를 양보할까요?",
    giveBackAdvice: "바로 다음 분이 들어오고 맡아 둔 좌석은 풀려요.",
    keepTurn: "내 차례 유지하기",
};
