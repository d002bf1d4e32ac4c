// The same data under several modes, on one clock.

import { h, put, mark } from "../dom.js";
import { every, get } from "../api.js";
import { announce } from "../announce.js";
import { problemNotice } from "../notice.js";
import { Timeline } from "../time/timeline.js";
import { sentenceOf } from "../time/sentence.js";
import { between, count, duration, percent, seconds } from "../format.js";

/** The view of a race. */
export function raceView(id) {
    const sentence = h("p", { class: "sentence" });
    const address = h("p", { class: "address" });
    const model = h("p", { class: "hint" });
    const timeline = new Timeline(true);
    const body = h("tbody");
    const trouble = h("div");
    const rows = new Map();
    const spans = new Map();
    const root = h("div", { class: "stack" },
        h("div", { class: "stack-tight" }, h("h1", {}, "Race"), address),
        trouble,
        sentence,
        h("section", { class: "panel stack-small", "aria-label": "One clock" },
            h("h2", {}, "On one clock"),
            timeline.root),
        h("section", { class: "panel stack-small", "aria-label": "In numbers" },
            h("h2", {}, "In numbers"),
            h("div", { class: "scroll" }, h("table", {},
                h("caption", { class: "unseen" }, "The modes compared"),
                h("thead", {}, h("tr", {},
                    ...["Mode", "State", "First result", "Done", "By the model", "Turns", "Rows"].map((name, i) => h("th", { scope: "col", class: i > 1 ? "number" : null }, name)))),
                body)),
            model));
    let isOver = false;
    let told = "";

    const watch = every(250, async () => {
        if (isOver) {
            return;
        }
        try {
            const race = await get(`races/${id}`);
            await Promise.all(race.runs.map(run => fetchSpans(run)));
            show(race);
            trouble.replaceChildren();
            isOver = race.runs.every(run => run.job.endedAt !== null);
        } catch (problem) {
            isOver = problem.status === 404;
            if (!trouble.firstChild) {
                trouble.replaceChildren(problemNotice(problem, h("a", { class: "button", href: "#/" }, "Start another")));
            }
        }
    });

    async function fetchSpans({ mode, job }) {
        const isFinal = job.endedAt !== null;
        if (job.startedAt === null || spans.get(mode)?.isFinal) {
            return;
        }
        spans.set(mode, { isFinal, spans: (await get(`jobs/${job.id}/timeline`)).spans });
    }

    function show(race) {
        const runs = race.runs.map(run => ({
            mode: run.mode,
            state: run.job.state,
            isEnded: run.job.endedAt !== null,
            first: between(run.job.startedAt, run.job.firstResultAt),
            total: between(run.job.startedAt, run.job.endedAt),
            predicted: seconds(run.predicted),
            turns: run.turns,
            job: run.job,
        }));
        put(address, race.runs[0].job.source.uri);
        const text = sentenceOf(runs);
        put(sentence, text);
        if (text !== told) {
            told = text;
            announce(text);
        }
        timeline.show(runs.map(run => ({ name: run.mode, hue: run.mode, spans: spans.get(run.mode)?.spans ?? [], marks: marksOf(run) })));
        runs.forEach(tell);
        put(model, race.model === null ? "" : modelOf(race.model));
    }

    function tell(run) {
        if (!rows.has(run.mode)) {
            const row = new RunRow(run);
            rows.set(run.mode, row);
            body.append(row.root);
        }
        rows.get(run.mode).update(run);
    }

    return {
        title: "Race",
        root,
        close() {
            watch.stop();
            timeline.close();
        },
    };
}

function marksOf({ first, total }) {
    return [
        ...(first === null ? [] : [{ kind: "first", at: first }]),
        ...(total === null ? [] : [{ kind: "end", at: total }]),
    ];
}

function modelOf({ fetch, statistics, sum, longer }) {
    const [f, s, both, most] = [fetch, statistics, sum, longer].map(seconds);
    return `The model: fetch takes ${duration(f)} and statistics ${duration(s)}. One worker needs both, ${duration(both)}; side by side the longer one decides, ${duration(most)}.`;
}

/** A mode in the table, filled anew without being made anew. */
class RunRow {
    #cells = Array.from({ length: 6 }, (_, i) => h("td", { class: i > 0 ? "number" : null }));
    #state = h("span", { class: "chip" });

    constructor({ mode, job }) {
        this.#cells[0].append(this.#state);
        this.root = h("tr", {},
            h("th", { scope: "row", class: "run" }, h("i", { class: "swatch", "data-hue": mode, "data-activity": "statistics" }), h("a", { href: `#/jobs/${job.id}` }, mode)),
            ...this.#cells);
    }

    update({ state, first, total, predicted, turns, job }) {
        const share = job.progress.fraction;
        put(this.#state, state === "running" && share !== null ? `running, ${percent(share)}` : state);
        mark(this.#state, "data-state", state);
        const texts = [first, total, predicted].map(length => (length === null ? "–" : duration(length)));
        [...texts, count(turns), count(job.progress.rows)].forEach((text, i) => put(this.#cells[i + 1], text));
    }
}
