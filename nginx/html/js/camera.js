// camera.js -- reading codes with the camera, where the browser can (BarcodeDetector).

const LOOK_MS = 150;
const SAME_CODE_MS = 4_000; // a ticket that stays before the camera is one scan

export async function canReadCodes() {
    const formats = await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => []);
    return Boolean(navigator.mediaDevices?.getUserMedia) && (formats ?? []).includes("qr_code");
}

/**
 * Shows the camera in a <video> and calls onCode(text) for each code that comes before it. Throws when the camera may
 * not be used. Returns a function that ends it.
 */
export async function readCodes(video, onCode) {
    const stream = await navigator.mediaDevices.getUserMedia({video: {facingMode: "environment"}});
    const detector = new BarcodeDetector({formats: ["qr_code"]});
    const seen = new Map(); // code → when it was last before the camera
    let timer = null;
    let ended = false;

    async function look() {
        const codes = video.readyState >= 2 ? await detector.detect(video).catch(() => []) : [];
        const now = performance.now();
        for (const {rawValue} of ended ? [] : codes) {
            const isNew = !(now - seen.get(rawValue) < SAME_CODE_MS);
            seen.set(rawValue, now);
            if (isNew) {
                onCode(rawValue);
            }
        }
        if (!ended) {
            timer = setTimeout(look, LOOK_MS);
        }
    }

    video.srcObject = stream;
    await video.play();
    look();
    return () => {
        ended = true;
        clearTimeout(timer);
        stream.getTracks().forEach((track) => track.stop());
        video.srcObject = null;
    };
}
