// draw.js -- the words of the page that checks a draw, in Korean.

export const words = {
    drawTitle: "추첨 검증",
    drawLead: "공연을 등록할 때 비밀 시드의 해시를 먼저 공개합니다. 예매가 오픈되면 참가자 목록을 머클 루트로 확정하고, 그 뒤에 시드를 공개합니다. HMAC-SHA256(시드, 참가자)의 순서가 대기 순서입니다. 이 화면은 목록을 내려받아 처음부터 다시 계산하고 비교합니다.",
    concertId: "공연 ID",
    proof: "내 증명서(함께 검증하려면 입력)",
    myProof: "내 증명서 불러오기",
    check: "검증하기",
    notDrawn: "아직 추첨하지 않았습니다. 시드의 해시는 {seedHash}입니다.",
    downloading: "목록 내려받는 중: {done} / {all}",
    computing: "계산 중: {done} / {all}",
    isRight: "{entrants}명의 추첨이 올바르게 이루어졌습니다.",
    isWrong: "올바르지 않은 추첨입니다.",
    notChecked: "검증할 수 없습니다: {reason}",
    noDraw: "이 ID의 공연은 추첨 방식이 아닙니다.",
    proofUnreadable: "증명서가 JSON 형식이 아닙니다.",
};
