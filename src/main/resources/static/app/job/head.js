// The head of a job: what it is, how far it has come, and what can be done with it.

import { h, put, show, mark } from "../dom.js";
import { problemNotice } from "../notice.js";
import { sourceName } from "./source.js";
import { controls } from "./controls.js";
import { progressBar } from "./progress.js";
import { duration, between } from "../format.js";

/** The head of the job of that id. */
export function jobHead(id) {
    const title = h("h1", {}, "Job");
    const address = h("p", { class: "address" });
    const state = h("span", { class: "chip", "data-state": "queued" }, "connecting");
    const facts = h("span", { class: "hint" });
    const failure = h("div");
    const progress = progressBar(id);
    const buttons = controls(id);
    const root = h("section", { class: "head stack-small", "aria-label": "The job" },
        h("div", { class: "row spread title" }, h("div", {}, title, address), state),
        progress.root,
        h("div", { class: "row spread" }, buttons.root, facts),
        buttons.trouble,
        failure);
    let told = null;

    return {
        root,
        update({ job, progress: now, snapshot }) {
            if (job === null) {
                return;
            }
            put(title, sourceName(job));
            put(address, job.source.uri.startsWith("upload:") ? "" : job.source.uri);
            put(state, job.state);
            mark(state, "data-state", job.state);
            put(facts, factsOf(job));
            progress.update(job, now, snapshot);
            buttons.update(job);
            if (job.failure && told !== job.failure.detail) {
                told = job.failure.detail;
                failure.replaceChildren(problemNotice(job.failure));
            }
        },
        gone() {
            show(buttons.root, false);
            put(state, "gone");
            mark(state, "data-state", "failed");
        },
        close: progress.close,
    };
}

function factsOf(job) {
    const first = between(job.startedAt, job.firstResultAt);
    const all = between(job.startedAt, job.endedAt);
    return [
        `on ${job.executor}`,
        first === null ? null : `first result after ${duration(first)}`,
        all === null ? null : `ended after ${duration(all)}`,
    ].filter(Boolean).join(" · ");
}
