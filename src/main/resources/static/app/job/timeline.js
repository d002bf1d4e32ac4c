// Who ran when, for one job.

import { h, put } from "../dom.js";
import { every, get } from "../api.js";
import { download } from "../download.js";
import { attempt } from "../notice.js";
import { Timeline } from "../time/timeline.js";
import { count, duration, percent } from "../format.js";

/** The part of a job's view that shows its turns. */
export function timelinePart({ id, known }) {
    const timeline = new Timeline();
    const trouble = h("div");
    const body = h("tbody");
    const summary = h("p", { class: "hint" });
    const save = () => download(`jobs/${id}/timeline`, "application/vnd.chrome.trace+json", `interim-${id}.json`);
    const saving = h("button", { type: "button", on: { click: () => attempt(trouble, save) } }, "Download for Perfetto");
    const root = h("section", { class: "panel stack-small", "aria-label": "Timeline" },
        h("div", { class: "row spread" }, h("h2", {}, "Who ran when"), saving),
        summary,
        timeline.root,
        trouble,
        h("div", { class: "scroll" }, h("table", {},
            h("caption", { class: "unseen" }, "What each worker did"),
            h("thead", {}, h("tr", {}, ...["Worker", "Busy", "Turns", "Fetch", "Decompress", "Statistics"].map((name, i) => h("th", { scope: "col", class: i ? "number" : null }, name)))),
            body)));
    let isLast = false;

    const watch = every(400, async () => {
        if (isLast) {
            return;
        }
        isLast = known.job !== null && known.job.endedAt !== null;
        try {
            const { spans } = await get(`jobs/${id}/timeline`);
            timeline.show([{ name: null, hue: known.job?.mode ?? "parallel", spans }]);
            const rows = workersOf(spans);
            put(summary, rows.length === 0 ? "No turn has begun yet." : `${count(spans.length)} spans on ${rows.length === 1 ? "one worker" : `${rows.length} workers`}. Gaps are pauses, waits, and turns of other jobs.`);
            body.replaceChildren(...rows);
        } catch {
            isLast = false; // the head of the page says what is wrong
        }
    });
    return { root, update() {}, close() { watch.stop(); timeline.close(); } };
}

function workersOf(spans) {
    const workers = new Map();
    const end = Math.max(...spans.map(span => span.end), 0);
    for (const span of spans) {
        const sum = workers.get(span.worker) ?? { busy: 0, turns: 0, fetch: 0, decompress: 0, statistics: 0 };
        sum.busy += span.busy;
        sum.turns += span.turns;
        if (span.activity in sum) {
            sum[span.activity] += span.busy;
        }
        workers.set(span.worker, sum);
    }
    return [...workers].sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true })).map(([name, sum]) =>
        h("tr", {},
            h("th", { scope: "row" }, name),
            h("td", { class: "number" }, end > 0 ? percent(sum.busy / end) : "–"),
            h("td", { class: "number" }, count(sum.turns)),
            h("td", { class: "number" }, duration(sum.fetch)),
            h("td", { class: "number" }, duration(sum.decompress)),
            h("td", { class: "number" }, duration(sum.statistics))));
}
