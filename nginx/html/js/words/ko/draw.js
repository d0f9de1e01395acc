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

    // what is checked
    checkRules: "이 페이지가 아는 추첨 규칙입니다.",
    checkSeed: "시드가 처음에 공개한 해시와 일치합니다.",
    checkCount: "목록의 참가자 수가 확정된 수와 같습니다.",
    checkOrder: "목록이 순서대로이며 중복된 참가자가 없습니다.",
    checkRoot: "목록의 머클 루트가 확정된 값과 일치합니다.",
    checkProofDraw: "이 추첨의 증명서입니다.",
    checkEntrant: "증명서의 참가자가 본인입니다.",
    checkListed: "증명서에 적힌 위치의 목록에 참가자가 있습니다.",
    checkPath: "증명서의 경로가 머클 루트에 이릅니다.",
    checkPlace: "증명서의 순서가 시드로 추첨한 순서와 같습니다.",
    checkNumber: "증명서의 대기 번호가 순서와 일치합니다.",
    needsHttps: "이 브라우저는 HTTPS로 접속한 페이지에서만 해시를 계산할 수 있습니다.",
    noHash: "16진수가 아닌 해시가 있습니다.",
    listNotWhole: "목록의 일부가 빠져 있습니다.",
};
