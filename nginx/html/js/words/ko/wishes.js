// wishes.js -- the words of choosing seats while one waits, in Korean.

export const words = {
    changeWishes: "변경",
    show: "회차",
    quantity: "매수",
    seatCount: ({count: n}) => `${n}매`,
    sections: "구역",
    sectionsHint: "선택하지 않으면 모든 구역에서 찾습니다.",
    anyPrice: "전체 가격",
    upTo: "{price} 이하",
    sideBySide: "연석만",
    saveWishes: "신청하기",
    wishesSaved: "좌석을 신청했습니다.",
    dropWishes: "신청 취소",
};
