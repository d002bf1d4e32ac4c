// A problem in words, with what to do about it.

import { h } from "./dom.js";
import { advice } from "./api.js";

/** A problem; the actions are buttons or links that help. */
export function problemNotice(problem, ...actions) {
    const help = advice(problem.kind);
    return h(
        "div",
        { class: "notice bad", role: "alert" },
        h("p", {}, h("strong", {}, problem.title ?? "Something went wrong"), ": ", problem.detail ?? ""),
        help ? h("p", {}, help) : null,
        actions.length ? h("div", { class: "row" }, ...actions) : null,
    );
}

/** Something worth knowing that is no problem. */
export function notice(...children) {
    return h("div", { class: "notice" }, ...children);
}

/** Does something for a button, and shows beside it what went wrong. */
export async function attempt(place, action) {
    place.replaceChildren();
    try {
        return await action();
    } catch (problem) {
        place.replaceChildren(problemNotice(problem));
        return null;
    }
}
