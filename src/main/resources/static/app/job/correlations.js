// How numeric columns go together, as a matrix.

import { h } from "../dom.js";
import { value } from "../format.js";

/** The part of a job's view that shows correlations. */
export function correlationsPart({ known }) {
    const body = h("div");
    const root = h("section", { class: "panel stack-small", "aria-label": "Correlations" },
        h("h2", {}, "Correlations"),
        h("p", { class: "hint" }, "Pearson’s r of every two numeric columns: 1 and −1 where they lie on a line, 0 where they do not go together."),
        body);
    let told = "";
    return {
        root,
        update() {
            const matrix = matrixOf(known.snapshot?.correlations, known.schema);
            const text = JSON.stringify(matrix);
            if (text !== told) {
                told = text;
                body.replaceChildren(matrix === null ? h("p", { class: "hint" }, "There are none yet.") : tableOf(matrix));
            }
        },
    };
}

/** Names and rows of numbers, from a matrix or from a list of pairs; `null` of neither. */
function matrixOf(given, schema) {
    if (!given) {
        return null;
    }
    const rows = given.values ?? given.matrix ?? given.pearson ?? given.r;
    const columns = given.columns ?? given.names;
    if (Array.isArray(rows) && Array.isArray(columns) && Array.isArray(rows[0])) {
        return { names: columns.map(column => nameOf(column, schema)), rows };
    }
    const pairs = Array.isArray(given) ? given : given.pairs;
    return Array.isArray(pairs) ? fromPairs(pairs, schema) : null;
}

function nameOf(column, schema) {
    return typeof column === "number" ? schema.find(it => it.index === column)?.name ?? String(column) : String(column?.name ?? column);
}

function fromPairs(pairs, schema) {
    const read = pair => {
        const [first, second] = pair.columns ?? [pair.first ?? pair.a ?? pair.x ?? pair.left, pair.second ?? pair.b ?? pair.y ?? pair.right];
        return [nameOf(first, schema), nameOf(second, schema), pair.pearson ?? pair.correlation ?? pair.r ?? pair.value ?? null];
    };
    const known = pairs.map(read);
    const names = [...new Set(known.flatMap(([first, second]) => [first, second]))];
    const rows = names.map((_, i) => names.map((_, j) => (i === j ? 1 : null)));
    for (const [first, second, r] of known) {
        const i = names.indexOf(first);
        const j = names.indexOf(second);
        rows[i][j] = r;
        rows[j][i] = r;
    }
    return { names, rows };
}

function tableOf({ names, rows }) {
    return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Correlation matrix" },
        h("table", { class: "matrix" },
            h("thead", {}, h("tr", {}, h("td"), ...names.map(name => h("th", { scope: "col" }, h("span", {}, name))))),
            h("tbody", {}, ...rows.map((row, i) => h("tr", {}, h("th", { scope: "row" }, names[i]), ...row.map(cell))))));
}

function cell(r) {
    if (typeof r !== "number") {
        return h("td", {}, "–");
    }
    const made = h("td", {}, value(Math.round(r * 100) / 100));
    made.style.setProperty("--strength", `${Math.round(Math.abs(r) * 70)}%`);
    made.dataset.sign = r < 0 ? "negative" : "positive";
    return made;
}
