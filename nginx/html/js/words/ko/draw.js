// draw.js -- the words of the page that checks a draw, in Korean.

export const words = {
    drawTitle: "추첨 검증",
    drawLead: "공연을 등록할 때 비밀 시드의 해시를 먼저 공개합니다. 판매가 열리면 참가자 목록을 머클 루트로 확정하고, 그다음에야 시드를 공개합니다. HMAC-SHA256(시드, 참가자)의 순서가 곧 줄의 순서예요. 이 화면은 목록을 내려받아 처음부터 다시 계산하고 비교합니다.",
    concertId: "공연 ID",
    proof: "내 증명서 (함께 확인하려면)",
    myProof: "내 증명서 불러오기",
    check: "검증하기",
    notDrawn: "아직 추첨하지 않았어요. 시드의 해시는 {seedHash}입니다.",
    downloading: "목록을 내려받는 중: {done} / {all}",
    computing: "계산하는 중: {done} / {all}",
    isRight: "{entrants}명의 추첨이 올바르게 이루어졌어요.",
    isWrong: "이 추첨은 올바르지 않아요.",
    notChecked: "검증할 수 없었어요: {reason}",
    noDraw: "이 ID로는 추첨으로 순서를 정하는 공연이 없어요.",
    proofUnreadable: "증명서가 JSON 문서가 아니에요.",
};
