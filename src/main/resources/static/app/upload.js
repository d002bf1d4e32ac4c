// Sends a file, and names its job beforehand: a browser hears the answer only when all is sent.

import { Problem, answered, get } from "./api.js";
import { credentials, key } from "./key.js";

const uploads = new Map();

/** The upload of a job that this page sends or has sent: its file's name, what was sent, and how it ended. */
export function uploadOf(id) {
    return uploads.get(id) ?? null;
}

/** The name of the file that a job of this browser tab was made from. */
export function fileName(id) {
    return sessionStorage.getItem(`interim.file.${id}`);
}

/** Sends a file as a new job and answers the job's id once the service knows it. */
export async function upload(file, query) {
    const id = newJobId(Date.now() + (await clockDifference()));
    const state = { file, sent: 0, total: file.size, isOver: false, problem: null };
    uploads.set(id, state);
    sessionStorage.setItem(`interim.file.${id}`, file.name);
    const request = new XMLHttpRequest();
    request.open("PUT", `jobs/${id}${query ? `?${query}` : ""}`);
    // Whatever the file calls itself: a spec would have been JSON.
    request.setRequestHeader("Content-Type", "application/octet-stream");
    Object.entries(credentials(key())).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.addEventListener("progress", event => {
        state.sent = event.loaded;
    });
    request.addEventListener("loadend", () => {
        state.isOver = true;
        state.problem = problemIn(request);
    });
    request.send(file);
    await known(id, state);
    return id;
}

async function known(id, state) {
    for (;;) {
        try {
            await get(`jobs/${id}`);
            return;
        } catch (problem) {
            if (state.problem !== null) {
                throw state.problem;
            }
            if (problem.status !== 404 && problem.status !== 0) {
                throw problem;
            }
        }
        await new Promise(resolve => setTimeout(resolve, 60));
    }
}

function problemIn(request) {
    if (request.status === 202) {
        return null;
    }
    if (request.status === 0) {
        return new Problem("The upload broke off", "The connection ended before the whole file was sent.", "silent", 0);
    }
    try {
        const { title, detail, kind } = JSON.parse(request.responseText);
        return new Problem(title, detail, kind, request.status);
    } catch {
        return new Problem("The upload was refused", `The service answered ${request.status}.`, "internal", request.status);
    }
}

/** By how many milliseconds the clock of the service is ahead of ours: ids are sorted by time. */
async function clockDifference() {
    try {
        const answer = await answered("modes", {});
        const difference = Date.parse(answer.headers.get("Date")) - Date.now();
        return Math.abs(difference) > 60_000 ? difference : 0;
    } catch {
        return 0;
    }
}

/** A UUID of version 7. */
function newJobId(time) {
    const random = crypto.getRandomValues(new Uint8Array(10));
    random[0] = (random[0] & 0x0f) | 0x70;
    random[2] = (random[2] & 0x3f) | 0x80;
    const hex = Math.floor(time).toString(16).padStart(12, "0")
        + Array.from(random, byte => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

addEventListener("beforeunload", event => {
    if ([...uploads.values()].some(upload => !upload.isOver)) {
        event.preventDefault();
    }
});
