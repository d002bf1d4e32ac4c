// Whatever else a snapshot says of a column: lists as panels, all else as facts under their own
// names, so that a statistic that this page has never heard of is seen too.

import { h, show } from "../dom.js";
import { count, percent, value, words } from "../format.js";
import { bounded, isBounded } from "./bounded.js";
import { TopValues } from "../chart/top.js";
import { weekHours } from "../chart/week.js";

// What other parts of the page show already; where a whole subtree is meant, its root.
const SHOWN = new Set([
    "name", "index", "type", "count", "nulls", "types", "top", "distinct", "trues", "histogram",
    "numeric.count", "numeric.min", "numeric.max", "numeric.sum", "numeric.mean", "numeric.variance", "numeric.stddev",
    "numeric.skewness", "numeric.kurtosis", "numeric.zeros", "numeric.negatives", "numeric.quantiles", "numeric.histogram",
    "text.minLength", "text.maxLength", "text.meanLength", "temporal.min", "temporal.max", "temporal.details.histogram",
    "temporal.details.quantiles.confidence", "temporal.details.quantiles.error", "numeric.details.spread.error",
]);

const TITLES = {
    "text.min": "First in order",
    "text.max": "Last in order",
    "temporal.details.quantiles.values": "Quantiles",
    "text.details.lengths.quantiles": "Lengths in characters, quantiles",
    "text.details.bytes.quantiles": "Lengths in bytes, quantiles",
    "text.details.forms": "What the texts look like",
    "content.order.direction": "Order",
    "numeric.details.nan": "Not a number",
    "temporal.details.weekdayHours": "Hours of the week",
};

const SHARES = new Set(["numeric.details.spread.outliers"]);
const SPOKEN_BY_PARENT = new Set(["lengths", "bytes", "order", "largestGap"]);
const MOST_ROWS = 40;

/** A panel for each list, and one, `numbers`, for all single facts. */
export function moreFacts() {
    const lists = h("div", { class: "stack more", hidden: true });
    const panels = new Map();
    const numbers = newPanel("More numbers");
    numbers.root.classList.add("more");
    show(numbers.root, false);

    function panel(key, title) {
        if (!panels.has(key)) {
            const made = newPanel(title);
            panels.set(key, made);
            lists.append(made.root);
            show(lists, true);
        }
        return panels.get(key);
    }

    return {
        lists,
        numbers: numbers.root,
        update(column) {
            const facts = [];
            for (const [key, given] of entriesOf(column)) {
                if (isFact(given)) {
                    facts.push([titleOf(key), SHARES.has(key) ? percent(given) : said(given)]);
                } else {
                    fill(panel(key, titleOf(key)), given, column);
                }
            }
            if (facts.length > 0) {
                fill(numbers, Object.fromEntries(facts), column);
                show(numbers.root, true);
            }
        },
    };
}

function newPanel(title) {
    const body = h("div");
    return { body, said: "", root: h("section", { class: "panel stack-small" }, h("h3", {}, title), body) };
}

/** Leaves, lists and maps with their paths: `text.details.patterns`. */
function entriesOf(given, path = "") {
    return Object.entries(given).flatMap(([name, it]) => {
        const key = path + name;
        if (SHOWN.has(key) || it === null || it === undefined || (Array.isArray(it) && it.length === 0)) {
            return [];
        }
        return isFact(it) || Array.isArray(it) || isMap(key) ? [[key, it]] : entriesOf(it, `${key}.`);
    });
}

function isFact(given) {
    return typeof given !== "object" || isBounded(given);
}

/** Objects whose names are data, not fields. */
function isMap(key) {
    return /(quantiles\.values|lengths\.quantiles|bytes\.quantiles|forms)$/.test(key);
}

function titleOf(key) {
    if (TITLES[key]) {
        return TITLES[key];
    }
    const [parent, name] = key.split(".").slice(-2);
    const text = words(name === undefined ? parent : SPOKEN_BY_PARENT.has(parent) ? `${parent} ${name}` : name);
    return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Fills a panel anew only when it says something else. */
function fill(panel, given, column) {
    const text = JSON.stringify(given);
    if (panel.said !== text) {
        panel.said = text;
        panel.body.replaceChildren(shown(given, column));
    }
}

function shown(given, column) {
    if (!Array.isArray(given)) {
        return tableOf(null, Object.entries(given).filter(([, it]) => it !== 0).map(([name, it]) => [/^0\.\d+$/.test(name) ? percent(Number(name)) : name, it]));
    }
    if (given.every(it => it === null || typeof it !== "object")) {
        return h("ul", { class: "examples" }, ...given.slice(0, MOST_ROWS).map(it => h("li", {}, said(it))));
    }
    if (given.length === 7 && given.every(day => Array.isArray(day) && day.length === 24)) {
        return weekHours(given);
    }
    if (given.every(it => it !== null && "value" in it && "count" in it)) {
        const values = new TopValues(20);
        values.update({ ...column, top: given }, true);
        return values.root;
    }
    const names = [...new Set(given.flatMap(it => Object.keys(it ?? {})))];
    return tableOf(names.map(titleOf), given.map(it => names.map(name => it?.[name] ?? "")));
}

function tableOf(names, rows) {
    return h("table", {},
        names === null ? null : h("thead", {}, h("tr", {}, ...names.map(name => h("th", { scope: "col" }, name)))),
        h("tbody", {}, ...rows.slice(0, MOST_ROWS).map(row =>
            h("tr", {}, ...row.map((it, i) => (i === 0 && names === null ? h("th", { scope: "row" }, it) : h("td", {}, said(it))))))));
}

function said(given) {
    if (given !== null && isBounded(given)) {
        return bounded(given);
    }
    switch (typeof given) {
        case "number": return Number.isInteger(given) ? count(given) : value(given);
        case "boolean": return given ? "yes" : "no";
        case "object": return JSON.stringify(given);
        default: return given === "" ? "(empty)" : String(given);
    }
}
