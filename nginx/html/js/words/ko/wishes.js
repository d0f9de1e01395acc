// wishes.js -- the words of choosing seats while one waits, in Korean.

export const words = {
    changeWishes: "바꾸기",
    show: "회차",
    quantity: "좌석 수",
    seatCount: ({count: n}) => `${n}석`,
    sections: "구역",
    sectionsHint: "고르지 않으면 어느 구역이든 괜찮다는 뜻이에요.",
    anyPrice: "가격 상관없음",
    upTo: "{price} 이하",
    sideBySide: "나란히 붙은 좌석만",
    saveWishes: "이대로 저장",
    wishesSaved: "원하는 좌석을 저장했어요",
    dropWishes: "취소하기",
};
