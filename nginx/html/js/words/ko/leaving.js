// leaving.js -- the words of leaving the queue, in Korean.

export const words = {
    leaveTitle: "대기를 취소하시겠습니까?",
    leaveAdvice: "대기 순서가 사라지며 되돌릴 수 없습니다. 다시 예매하기를 누르면 맨 뒤에서 대기합니다.",
    keepPlace: "계속 대기하기",
    giveBackTitle: "입장을 포기하시겠습니까?",
    giveBackAdvice: "바로 다음 고객이 입장하며 선점한 좌석은 해제됩니다.",
    keepAdmission: "유지하기",
};
