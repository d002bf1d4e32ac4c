// How far a job has come: what is fetched, what is in the statistics, how fast, how long to go.

import { h, put, mark, show } from "../dom.js";
import { uploadOf } from "../upload.js";
import { problemNotice } from "../notice.js";
import { bounded } from "./bounded.js";
import { about, bytes, count, percent, seconds } from "../format.js";

/** The bar and the line below it. */
export function progressBar(id) {
    const fetched = h("div", { class: "fetched" });
    const done = h("div", { class: "done" });
    const bar = h("div", { class: "bar", role: "progressbar", "aria-label": "Share of the source in the statistics", "aria-valuemin": "0", "aria-valuemax": "100" }, fetched, done);
    const share = h("strong", { class: "share" });
    const line = h("span");
    const sending = h("p", { class: "hint", hidden: true });
    const trouble = h("div");
    const root = h("div", { class: "stack-tight" }, bar, h("p", { class: "progress-line" }, share, " ", line), sending, trouble);

    let isOver = false;
    const timer = setInterval(showUpload, 250);

    function showUpload() {
        const upload = uploadOf(id);
        const isShown = upload !== null && !upload.isOver && !isOver;
        show(sending, isShown);
        if (isShown) {
            put(sending, `Uploading ${upload.file.name}: ${bytes(upload.sent)} of ${bytes(upload.total)} sent. Keep this page open until it is done.`);
        }
        if (upload?.problem && !trouble.firstChild) {
            trouble.replaceChildren(problemNotice(upload.problem));
        }
    }

    return {
        root,
        update(job, now, snapshot) {
            const total = now.bytesTotal;
            const isEnded = job.endedAt !== null;
            const isWhole = job.state === "succeeded" && snapshot?.scope === "whole";
            const fraction = isWhole ? 1 : now.fraction;
            scale(done, fraction ?? 0);
            scale(fetched, total ? now.bytesFetched / total : 0);
            isOver = isEnded;
            mark(bar, "data-unknown", fraction === null && !isEnded ? "" : null);
            mark(bar, "aria-valuenow", fraction === null ? null : Math.floor(fraction * 100));
            put(share, fraction === null ? "" : percent(fraction));
            put(line, lineOf(job, now, snapshot, isEnded));
        },
        close: () => clearInterval(timer),
    };
}

function scale(element, share) {
    element.style.transform = `scaleX(${Math.min(1, share)})`;
}

function lineOf(job, now, snapshot, isEnded) {
    const left = seconds(now.remaining);
    const rows = Math.max(now.rows, snapshot?.rows ?? 0);
    return [
        now.bytesTotal ? `${bytes(now.bytesProcessed)} of ${bytes(now.bytesTotal)}` : bytes(now.bytesProcessed),
        `${count(rows)} rows`,
        snapshot?.malformedRows ? `${count(snapshot.malformedRows)} malformed` : null,
        snapshot?.duplicateRows?.estimate ? `${bounded(snapshot.duplicateRows)} of them seen before` : null,
        now.bytesPerSecond === null || job.state === "paused" ? null : `${bytes(now.bytesPerSecond)}/s`,
        left === null || isEnded || job.state === "paused" ? null : `${about(left)} left`,
        snapshot?.final && snapshot.scope !== "whole" ? "numbers speak of the rows seen, not of all" : null,
    ].filter(Boolean).join(" · ");
}
