// fairness.js -- the words of a draw on the waiting page, in Korean.

export const words = {
    fairTitle: "공정한 추첨",
    drawToCome: "이 추첨의 비밀 시드는 이미 정해져 있고, 아래가 그 지문이에요. 모두의 목록이 확정된 뒤에 시드를 공개하므로 아무도 결과를 꾸밀 수 없어요.",
    drawCommitted: "{count}명의 목록이 확정되었어요. 곧 시드를 공개합니다.",
    drawn: "{count}명의 순서를 추첨했어요. 누구나 다시 계산해 볼 수 있고, 내 순서도 검증할 수 있어요.",
    seedHash: "시드의 지문 (SHA-256)",
    checkMine: "추첨과 내 순서 검증하기",
    ownPlace: "{count}명 중 {place}번째로 뽑혔어요.",
};
