// Starts a job once more.

import { h } from "../dom.js";
import { post } from "../api.js";
import { problemNotice } from "../notice.js";
import { queryOf, recall, remember } from "../spec.js";

/** A button that starts the same again, or a link to where that can be done. */
export function startAgain(id, job) {
    const spec = recall(id, job);
    if (spec === null) {
        return h("a", { class: "button", href: "#/" }, job ? "Choose the file again" : "Start a job");
    }
    const button = h("button", { type: "button" }, "Start it again");
    button.addEventListener("click", async () => {
        try {
            const next = await post(`jobs?${queryOf(spec)}`);
            remember(next.id, spec);
            location.hash = `#/jobs/${next.id}`;
        } catch (problem) {
            button.after(problemNotice(problem));
        }
    });
    return button;
}
