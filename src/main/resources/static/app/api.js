// The service over HTTP, and what goes wrong with it, in words.

import { credentials, key, unknown } from "./key.js";

/** A request that was refused or not heard; `title` and `detail` are for people. */
export class Problem extends Error {
    constructor(title, detail, kind, status) {
        super(detail);
        this.title = title;
        this.detail = detail;
        this.kind = kind;
        this.status = status;
    }
}

const ADVICE = {
    "invalid-request": "Change what you asked for, and try again.",
    unauthorized: "Ask whoever runs this service for a key.",
    forbidden: "Ask whoever runs this service for a key that may do it.",
    "forbidden-source": "Take another address, or let the operator of this service allow it.",
    "source-unavailable": "See whether the address is right and its server answers, and start again.",
    "malformed-data": "See whether this is CSV, TSV or JSON text in UTF-8.",
    "too-large": "Take a smaller source, or let the operator raise the limit.",
    "over-capacity": "Wait a little, or cancel a job, and try again.",
    conflict: "It has ended or changed meanwhile; what you see is how it is now.",
    "not-found": "It was forgotten: jobs live in memory only. Start it again.",
    internal: "This is a mistake of the service; its log knows more.",
    silent: "See whether the service runs. This page goes on by itself once it answers.",
};

/** What one can do about a kind of problem. */
export function advice(kind) {
    return ADVICE[kind] ?? "";
}

/** What an answer that is not good says. */
export async function problemOf(answer) {
    try {
        const { title, detail, kind } = await answer.json();
        return new Problem(title, detail, kind, answer.status);
    } catch {
        return new Problem(`The service answered ${answer.status}`, answer.statusText, "internal", answer.status);
    }
}

/** The answer to a request, if it is a good one; `as` is whose key is sent. */
export async function answered(path, options, as = key()) {
    let answer;
    try {
        const headers = { ...credentials(as), ...options.headers };
        answer = await fetch(path, { cache: "no-store", ...options, headers });
    } catch {
        throw new Problem("The service does not answer", "There was no answer from this service.", "silent", 0);
    }
    if (answer.status === 401) {
        unknown();
    }
    if (!answer.ok) {
        throw await problemOf(answer);
    }
    return answer;
}

async function send(path, options) {
    const answer = await answered(path, options);
    return answer.status === 204 ? null : answer.json();
}

export const get = path => send(path, {});
export const post = path => send(path, { method: "POST" });
export const remove = path => send(path, { method: "DELETE" });

export const patch = (path, change) =>
    send(path, {
        method: "PATCH",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(change),
    });

/** Calls this at intervals until `stop()`, never twice at a time, and not while nobody looks. */
export function every(milliseconds, action) {
    let timer = 0;
    let isStopped = false;
    const run = async () => {
        if (!document.hidden) {
            await action();
        }
        if (!isStopped) {
            timer = setTimeout(run, milliseconds);
        }
    };
    run();
    return {
        stop() {
            isStopped = true;
            clearTimeout(timer);
        },
    };
}
