// What can be done with a job that runs, or has ended.

import { h, put, show } from "../dom.js";
import { patch, remove } from "../api.js";
import { download } from "../download.js";
import { key } from "../key.js";
import { attempt } from "../notice.js";
import { startAgain } from "./again.js";

const MODES = ["sequential", "concurrent", "parallel"];
const PRIORITIES = ["interactive", "normal", "batch"];

/** Buttons and choices for the job of that id. */
export function controls(id) {
    const trouble = h("div");
    // What was chosen and not yet told by the service: it must not jump back meanwhile.
    const wanted = { mode: null, priority: null };
    const change = async what => {
        Object.assign(wanted, what);
        if ((await attempt(trouble, () => patch(`jobs/${id}`, what))) === null) {
            Object.keys(what).forEach(name => { wanted[name] = null; });
        }
    };
    const pause = h("button", { type: "button" }, "Pause");
    const cancel = h("button", { type: "button", class: "danger", on: { click: () => attempt(trouble, () => remove(`jobs/${id}`)) } }, "Cancel");
    const inputs = MODES.map(value => h("input", { type: "radio", name: `mode-${id}`, value, on: { change: () => change({ mode: value }) } }));
    const mode = h("fieldset", { class: "choice", "aria-label": "Mode" }, ...MODES.map((name, i) => h("label", {}, inputs[i], h("span", {}, name))));
    const priority = h("select", { "aria-label": "Priority", on: { change: () => change({ priority: priority.value }) } },
        ...PRIORITIES.map(value => h("option", { value }, value)));
    const forget = h("button", { type: "button", class: "plain", hidden: true, on: { click: leave } }, "Forget it");
    const again = h("span", { hidden: true });
    // A link cannot say who follows it.
    const saved = event => {
        if (key() !== null) {
            event.preventDefault();
            attempt(trouble, () => download(`jobs/${id}/result`, "application/json", `interim-${id}-result.json`));
        }
    };
    const result = h("a", { href: `jobs/${id}/result`, target: "_blank", rel: "noopener", hidden: true, on: { click: saved } }, "Result as JSON");
    let isPaused = false;

    pause.addEventListener("click", () => change({ state: isPaused ? "running" : "paused" }));

    /** What to show: what was chosen until the service tells the same, or the job has ended. */
    function settle(name, job, isEnded) {
        if (wanted[name] === job[name] || isEnded) {
            wanted[name] = null;
        }
        return wanted[name] ?? job[name];
    }

    async function leave() {
        await attempt(trouble, async () => {
            await remove(`jobs/${id}`);
            location.hash = "#/jobs";
        });
    }

    return {
        root: h("div", { class: "row controls" }, pause, cancel, again, mode, priority, result, forget),
        trouble,
        update(job) {
            const isEnded = job.endedAt !== null;
            isPaused = job.state === "paused";
            put(pause, isPaused ? "Resume" : "Pause");
            show(pause, !isEnded);
            show(cancel, !isEnded);
            show(priority, !isEnded);
            show(forget, isEnded);
            show(result, job.firstResultAt !== null);
            if (isEnded && !again.firstChild) {
                again.append(startAgain(id, job));
            }
            show(again, isEnded);
            const [nowMode, nowPriority] = ["mode", "priority"].map(name => settle(name, job, isEnded));
            for (const input of inputs) {
                input.checked = input.value === nowMode;
                input.disabled = isEnded;
            }
            priority.value = nowPriority;
        },
    };
}
