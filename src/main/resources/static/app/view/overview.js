// All jobs, and the executors they run on.

import { h, put, mark, show } from "../dom.js";
import { every, get } from "../api.js";
import { problemNotice } from "../notice.js";
import { sourceName } from "../job/source.js";
import { between, count, duration, moment, percent } from "../format.js";

const STATES = ["queued", "running", "paused", "succeeded", "failed", "cancelled"];
const PAGE = 100;

/** The view of all jobs. */
export function overviewView() {
    const filter = h("select", { "aria-label": "Only jobs that are" }, h("option", { value: "" }, "In any state"), ...STATES.map(state => h("option", { value: state }, state)));
    const body = h("tbody");
    const executors = h("ul", { class: "executors" });
    const trouble = h("div");
    const none = h("p", { class: "hint", hidden: true }, "There are no such jobs. ", h("a", { href: "#/" }, "Start one"), ".");
    const older = h("button", { type: "button", hidden: true }, "Show older ones");
    const rows = new Map();
    const boxes = new Map();
    let pages = 1;
    const root = h("div", { class: "stack" },
        h("div", { class: "row spread" }, h("h1", {}, "Jobs"), filter),
        trouble,
        h("section", { "aria-label": "Executors" }, executors),
        h("section", { class: "panel", "aria-label": "All jobs" },
            h("div", { class: "scroll" }, h("table", { class: "jobs" },
                h("caption", { class: "unseen" }, "All jobs, newest first"),
                h("thead", {}, h("tr", {}, ...["Source", "State", "Progress", "Rows", "Mode", "Priority", "Started", "Took"].map((name, i) => h("th", { scope: "col", class: i === 3 || i > 5 ? "number" : null }, name)))),
                body)),
            none, older));

    async function refresh() {
        try {
            const [jobs, next] = await load(filter.value, pages);
            const busy = await get("executors");
            trouble.replaceChildren();
            update(rows, jobs, job => job.id, () => new JobRow(), body);
            update(boxes, busy, executor => executor.name, () => new ExecutorBox(), executors);
            show(none, jobs.length === 0);
            show(older, next !== null);
        } catch (problem) {
            if (!trouble.firstChild) {
                trouble.replaceChildren(problemNotice(problem));
            }
        }
    }

    filter.addEventListener("change", refresh);
    older.addEventListener("click", () => {
        pages += 1;
        refresh();
    });
    const watch = every(1000, refresh);
    return { title: "Jobs", root, close: () => watch.stop() };
}

async function load(state, pages) {
    const jobs = [];
    let next = null;
    for (let page = 0; page < pages; page++) {
        const answer = await get(`jobs?limit=${PAGE}${state ? `&state=${state}` : ""}${next ? `&cursor=${next}` : ""}`);
        jobs.push(...answer.items);
        next = answer.next;
        if (next === null) {
            break;
        }
    }
    return [jobs, next];
}

/** Keeps what is there, adds what is new, drops what is gone, all in order. */
function update(known, items, keyOf, make, parent) {
    const keys = new Set(items.map(keyOf));
    for (const [key, row] of known) {
        if (!keys.has(key)) {
            row.root.remove();
            known.delete(key);
        }
    }
    items.forEach((item, i) => {
        const key = keyOf(item);
        if (!known.has(key)) {
            known.set(key, make());
        }
        const row = known.get(key);
        row.update(item);
        if (parent.children[i] !== row.root) {
            parent.insertBefore(row.root, parent.children[i] ?? null);
        }
    });
}

class JobRow {
    #link = h("a");
    #state = h("span", { class: "chip" });
    #done = h("div", { class: "done" });
    #share = h("span");
    #cells = Array.from({ length: 5 }, (_, i) => h("td", { class: [0, 3, 4].includes(i) ? "number" : null }));

    constructor() {
        this.root = h("tr", {},
            h("th", { scope: "row", class: "source-cell" }, this.#link),
            h("td", {}, this.#state),
            h("td", { class: "progress-cell" }, h("div", { class: "bar", "aria-hidden": "true" }, this.#done), this.#share),
            ...this.#cells);
    }

    update(job) {
        const share = job.progress.fraction;
        put(this.#link, sourceName(job));
        mark(this.#link, "href", `#/jobs/${job.id}`);
        mark(this.#link, "title", job.source.uri);
        put(this.#state, job.state);
        mark(this.#state, "data-state", job.state);
        this.#done.style.transform = `scaleX(${share ?? 0})`;
        put(this.#share, share === null ? "–" : percent(share));
        const took = between(job.startedAt, job.endedAt) ?? (job.startedAt ? (Date.now() - Date.parse(job.startedAt)) / 1000 : null);
        [count(job.progress.rows), job.mode, job.priority, moment(job.createdAt), took === null ? "–" : duration(Math.max(0, took))]
            .forEach((text, i) => put(this.#cells[i], text));
    }
}

class ExecutorBox {
    #name = h("h2");
    #what = h("p", { class: "hint" });
    #busy = h("p", { class: "busy" });
    #queue = h("p", { class: "hint" });
    #dots = h("div", { class: "workers", "aria-hidden": "true" });

    constructor() {
        this.root = h("li", { class: "panel stack-tight" }, this.#name, this.#what, this.#dots, this.#busy, this.#queue);
    }

    update({ name, workers, threads, queue, busyWorkers, queueLength, turnsServed, load }) {
        put(this.#name, name);
        put(this.#what, `${count(workers)} ${threads} ${workers === 1 ? "thread" : "threads"}, ${queue} queue`);
        put(this.#busy, `${count(busyWorkers)} of ${count(workers)} busy`);
        put(this.#queue, `${queueLength === 0 ? "nothing waits" : `${count(queueLength)} waiting`} · load ${load.toFixed(2)} · ${count(turnsServed)} turns served`);
        const shown = Math.min(workers, 64);
        while (this.#dots.children.length < shown) {
            this.#dots.append(h("i"));
        }
        [...this.#dots.children].forEach((dot, i) => mark(dot, "data-busy", i < busyWorkers ? "" : null));
    }
}
