// Whatever else a snapshot says of a column: shown by its own name, so that a statistic that this
// page has never heard of is seen too.

import { h, show } from "../dom.js";
import { count, value, words } from "../format.js";

// What other parts of the page show already.
const SHOWN = new Set([
    "name", "index", "type", "count", "nulls", "types", "top", "distinct", "histogram", "trues",
    "numeric.count", "numeric.min", "numeric.max", "numeric.sum", "numeric.mean", "numeric.variance", "numeric.stddev",
    "numeric.skewness", "numeric.kurtosis", "numeric.zeros", "numeric.negatives", "numeric.quantiles", "numeric.histogram",
    "text.minLength", "text.maxLength", "text.meanLength", "temporal.min", "temporal.max", "temporal.histogram",
]);
const TITLES = { examples: "Examples", patterns: "Patterns", "text.min": "First in order", "text.max": "Last in order" };
const MOST_ROWS = 40;

/** A panel for each list, and one for all single facts. */
export function moreFacts() {
    const root = h("div", { class: "stack more" });
    const panels = new Map();

    function panel(key) {
        if (!panels.has(key)) {
            const body = h("div");
            const made = { body, root: h("section", { class: "panel stack-small" }, h("h3", {}, TITLES[key] ?? titled(key)), body), text: "" };
            panels.set(key, made);
            root.append(made.root);
        }
        return panels.get(key);
    }

    return {
        root,
        update(column) {
            const facts = [];
            for (const [key, given] of entriesOf(column)) {
                if (typeof given === "object") {
                    fill(panel(key), given);
                } else {
                    facts.push([TITLES[key] ?? titled(key), said(given)]);
                }
            }
            if (facts.length > 0) {
                fill(panel("More"), facts);
            }
            show(root, panels.size > 0);
        },
    };
}

/** What is not shown elsewhere, one level deep: `text.min`. */
function entriesOf(column) {
    return Object.entries(column)
        .flatMap(([key, given]) =>
            ["numeric", "text", "temporal", "boolean"].includes(key) && given !== null && typeof given === "object"
                ? Object.entries(given).map(([inner, it]) => [`${key}.${inner}`, it])
                : [[key, given]])
        .filter(([key, given]) => !SHOWN.has(key) && given !== null && given !== undefined && !(Array.isArray(given) && given.length === 0));
}

function titled(key) {
    const name = words(key.split(".").at(-1));
    return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Fills a panel anew only when it says something else. */
function fill(panel, given) {
    const text = JSON.stringify(given);
    if (panel.text !== text) {
        panel.text = text;
        panel.body.replaceChildren(shown(given));
    }
}

function shown(given) {
    if (Array.isArray(given) && given.every(it => it === null || typeof it !== "object")) {
        return h("ul", { class: "examples" }, ...given.slice(0, MOST_ROWS).map(it => h("li", {}, said(it))));
    }
    if (Array.isArray(given) && given.every(Array.isArray)) {
        return tableOf(null, given);
    }
    if (Array.isArray(given)) {
        const names = [...new Set(given.flatMap(it => Object.keys(it ?? {})))];
        return tableOf(names.map(titled), given.map(it => names.map(name => it?.[name] ?? "")));
    }
    return tableOf(null, Object.entries(given).map(([name, it]) => [titled(name), it]));
}

function tableOf(names, rows) {
    return h("div", { class: "scroll" }, h("table", {},
        names === null ? null : h("thead", {}, h("tr", {}, ...names.map(name => h("th", { scope: "col" }, name)))),
        h("tbody", {}, ...rows.slice(0, MOST_ROWS).map(row =>
            h("tr", {}, ...row.map((it, i) => i === 0 && names === null ? h("th", { scope: "row" }, said(it)) : h("td", {}, said(it))))))));
}

function said(given) {
    switch (typeof given) {
        case "number": return Number.isInteger(given) ? count(given) : value(given);
        case "boolean": return given ? "yes" : "no";
        case "object": return given === null ? "" : JSON.stringify(given);
        default: return String(given) === "" ? "(empty)" : String(given);
    }
}

