// The choice of a mode, each with a small picture of who runs when.

import { h, s } from "../dom.js";

// Bars as [activity, row, from, to], and when the first result is there.
const MODES = [
    {
        name: "sequential",
        says: "All of fetch, then all of statistics. The result comes at the end.",
        bars: [["fetch", 0, 0, 60], ["statistics", 0, 61, 84]],
        first: 84,
    },
    {
        name: "concurrent",
        says: "The two take turns on one worker. First results after the first slice.",
        bars: [0, 1, 2, 3, 4, 5].flatMap(i => [["fetch", 0, i * 14, i * 14 + 9.5], ["statistics", 0, i * 14 + 10, i * 14 + 13.5]]),
        first: 13.5,
    },
    {
        name: "parallel",
        says: "Both at the same moment, on several workers. Done when the longer one is.",
        bars: [["fetch", 0, 0, 60], ...[0, 1, 2, 3, 4, 5].map(i => ["statistics", 1, i * 10 + 10, i * 10 + 13.5])],
        first: 13.5,
    },
];

/** Three modes to choose from; `changed` is called after a choice. */
export function modeChoice(changed) {
    const inputs = MODES.map(mode => h("input", { type: "radio", name: "mode", value: mode.name, on: { change: changed } }));
    inputs.at(-1).checked = true;
    const root = h("fieldset", { class: "modes" },
        h("legend", { class: "label" }, "How fetch and statistics share time"),
        ...MODES.map((mode, i) => h("label", { class: "mode" }, inputs[i], picture(mode), h("strong", {}, mode.name), h("span", {}, mode.says))));
    return { root, value: () => inputs.find(input => input.checked).value };
}

function picture({ bars, first }) {
    return s("svg", { viewBox: "0 0 100 30", preserveAspectRatio: "none", "aria-hidden": "true" },
        ...bars.map(([activity, row, from, to]) =>
            s("rect", { class: activity, x: from, y: row * 11, width: to - from, height: 9 })),
        s("rect", { class: "first", x: first - 0.4, y: 0, width: 0.8, height: 26 }));
}
