// Tells people who listen instead of looking, but not more often than they can bear.

const PAUSE = 4000;

let next = null;
let timer = 0;

/** Says the newest of what is announced, at most every few seconds. */
export function announce(text) {
    next = text;
    if (timer === 0) {
        speak();
    }
}

function speak() {
    timer = 0;
    if (next !== null) {
        document.getElementById("announcer").textContent = next;
        next = null;
        timer = setTimeout(speak, PAUSE);
    }
}
