// chime.js -- notes when one is admitted, or a ticket was scanned. A browser makes sound only after the reader has
// asked for it.

let context = null;

function note(frequency, at) {
    const oscillator = context.createOscillator();
    const volume = context.createGain();
    oscillator.frequency.value = frequency;
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.3, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.6);
    oscillator.connect(volume).connect(context.destination);
    oscillator.start(at);
    oscillator.stop(at + 0.65);
}

/** Switches it on, with one note as a sample, or off; call it from a click. */
export function allowChime(isWanted) {
    context?.close();
    context = isWanted ? new AudioContext() : null;
    if (context) {
        note(660, context.currentTime);
    }
}

export function chime(notes = [523, 659, 784]) {
    if (context) {
        notes.forEach((frequency, i) => note(frequency, context.currentTime + i * 0.25));
    }
}
