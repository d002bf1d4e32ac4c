// What the looks of numbers mean.

import { h } from "../dom.js";

/** One line that explains moving, final and approximate numbers. */
export function legend() {
    return h("p", { class: "legend hint" },
        h("span", { class: "moving" }, "12.3"), " still moving ",
        h("span", { class: "final" }, "12.3"), " final ",
        h("span", {}, "≈\u00a012"), " estimate, with its bounds");
}
