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
            const matrix = matrixOf(known.snapshot?.correlations);
            const text = JSON.stringify(matrix);
            if (text !== told) {
                told = text;
                body.replaceChildren(matrix === null ? h("p", { class: "hint" }, "There are none yet.") : tableOf(matrix));
            }
        },
    };
}

/** Names, and rows of coefficients; `null` without any. */
function matrixOf(given) {
    if (!given || given.pairs.length === 0) {
        return null;
    }
    const names = given.columns;
    const rows = names.map((_, i) => names.map((_, j) => (i === j ? 1 : null)));
    for (const { x, y, pearson } of given.pairs) {
        const i = names.indexOf(x);
        const j = names.indexOf(y);
        rows[i][j] = pearson;
        rows[j][i] = pearson;
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
    const made = h("td", {}, value(Math.round(r * 100) / 100 + 0));
    made.style.setProperty("--strength", `${Math.round(Math.abs(r) * 42)}%`);
    made.dataset.sign = r < 0 ? "negative" : "positive";
    return made;
}
