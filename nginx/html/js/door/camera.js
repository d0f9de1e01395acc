// camera.js -- reading codes with the camera: by the browser itself where it can (BarcodeDetector), and else by
// qr/reader.js, which is fetched for it. No picture leaves the device. Beside a ticket there may be codes from
// elsewhere, which are passed over; who shows nothing else is told so a moment later, for the ticket may just not be
// sharp yet.

import {mayBeTicket} from "./ticket-code.js";

const LOOK_MS = 150;
const SAME_CODE_MS = 4_000; // a ticket that stays before the camera is one scan
const OTHERS_LOOKS = 7; // before a code is told that may be no ticket: a second
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
    const {readCodes} = await import("../qr/reader.js");
    const canvas = document.createElement("canvas");
    return (video) => readCodes(pictureOf(video, canvas));
}

// Tells which codes of one look after another are to be told: every ticket, once as long as it stays.
function newChoice() {
    const seen = new Map(); // code → when it was last before the camera
    let othersAlone = 0; // looks
    return (codes, now) => {
        const tickets = codes.filter(mayBeTicket);
        othersAlone = tickets.length > 0 || codes.length === 0 ? 0 : othersAlone + 1;
        if (tickets.length === 0 && othersAlone < OTHERS_LOOKS) {
            return [];
        }
        const told = tickets.length > 0 ? tickets : codes;
        const isNew = told.filter((code) => !(now - seen.get(code) < SAME_CODE_MS));
        codes.forEach((code) => seen.set(code, now)); // what was beside a ticket is not told when that is gone
        return isNew;
    };
}

/**
 * Shows the camera in a <video> and calls onCode(text) for each code that comes before it. Throws when the camera may
 * not be used. Returns a function that ends it.
 */
export async function watchCodes(video, onCode) {
    const read = await newReader();
    const stream = await navigator.mediaDevices.getUserMedia({video: {facingMode: "environment"}});
    const choose = newChoice();
    let timer = null;
    let ended = false;

    async function look() {
        const codes = video.readyState >= 2 ? await read(video) : [];
        if (!ended) {
            choose(codes, performance.now()).forEach((code) => onCode(code));
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
