// camera.js -- reading codes with the camera: by the browser itself where it can (BarcodeDetector), and else by
// qr/reader.js, which is fetched for it. No picture leaves the device.

const LOOK_MS = 150;
const SAME_CODE_MS = 4_000; // a ticket that stays before the camera is one scan
const SIDE_MAX = 480;

export const hasCamera = () => Boolean(navigator.mediaDevices?.getUserMedia); // and the page came by TLS

// The middle of the picture in gray; the weights are those of ITU-R BT.601.
function pictureOf(video, canvas) {
    const crop = Math.min(video.videoWidth, video.videoHeight);
    const side = Math.min(crop, SIDE_MAX);
    const pen = canvas.getContext("2d", {willReadFrequently: true});
    canvas.width = canvas.height = side;
    pen.drawImage(video, (video.videoWidth - crop) / 2, (video.videoHeight - crop) / 2, crop, crop, 0, 0, side, side);
    const {data} = pen.getImageData(0, 0, side, side);
    const pixels = new Uint8Array(side * side);
    for (let i = 0; i < pixels.length; i++) {
        pixels[i] = (data[4 * i] * 77 + data[4 * i + 1] * 150 + data[4 * i + 2] * 29) >> 8;
    }
    return {pixels, width: side, height: side};
}

// Something that tells the codes that a <video> shows.
async function newReader() {
    const formats = await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => []);
    if (formats?.includes("qr_code")) {
        const detector = new BarcodeDetector({formats: ["qr_code"]});
        return async (video) => (await detector.detect(video).catch(() => [])).map(({rawValue}) => rawValue);
    }
    const reader = await import("../qr/reader.js");
    const canvas = document.createElement("canvas");
    return (video) => reader.readCodes(pictureOf(video, canvas));
}

/**
 * Shows the camera in a <video> and calls onCode(text) for each code that comes before it. Throws when the camera may
 * not be used. Returns a function that ends it.
 */
export async function readCodes(video, onCode) {
    const read = await newReader();
    const stream = await navigator.mediaDevices.getUserMedia({video: {facingMode: "environment"}});
    const seen = new Map(); // code → when it was last before the camera
    let timer = null;
    let ended = false;

    async function look() {
        const codes = video.readyState >= 2 ? await read(video) : [];
        const now = performance.now();
        for (const code of ended ? [] : codes) {
            const isNew = !(now - seen.get(code) < SAME_CODE_MS);
            seen.set(code, now);
            if (isNew) {
                onCode(code);
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
