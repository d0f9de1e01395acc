// draw-summary.js -- the words of a draw on the waiting page, in Korean.

export const words = {
    fairTitle: "공정한 추첨",
    drawToCome: "추첨의 비밀 시드는 이미 정해져 있으며, 아래는 그 해시입니다. 참가자 목록이 확정된 뒤에 시드를 공개하므로 누구도 결과를 조작할 수 없습니다.",
    drawCommitted: "{count}명의 목록이 확정되었습니다. 곧 시드를 공개합니다.",
    drawn: "{count}명의 순서를 추첨했습니다. 누구나 다시 계산해 검증할 수 있습니다.",
    seedHash: "시드 해시(SHA-256)",
    checkMine: "추첨과 내 순서 검증하기",
    ownPlace: "{count}명 중 {place}번째로 추첨되었습니다.",
};
