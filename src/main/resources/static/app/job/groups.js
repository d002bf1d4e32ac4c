// The numbers of all columns for each value of one column.

import { h, put, mark } from "../dom.js";
import { count, value } from "../format.js";

const MEASURES = { mean: "Mean", min: "Minimum", max: "Maximum", sum: "Sum", stddev: "Std. deviation" };
const MOST_COLUMNS = 24;

/** The part of a job's view that shows groups. */
export function groupsPart({ known }) {
    const measure = h("select", { "aria-label": "Which number" }, ...Object.entries(MEASURES).map(([key, name]) => h("option", { value: key }, name)));
    const title = h("h2");
    const head = h("tr");
    const body = h("tbody");
    const rows = [];
    const root = h("section", { class: "panel stack-small", "aria-label": "Groups" },
        h("div", { class: "row spread" }, title, measure),
        h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Table of groups" },
            h("table", { class: "groups" }, h("thead", {}, head), body)));
    let names = null;

    function update() {
        const { groups, otherGroups, groupBy, final } = known.snapshot ?? {};
        if (!groups) {
            return;
        }
        const all = otherGroups ? [...groups, { ...otherGroups, key: "all others" }] : groups;
        put(title, `By ${groupBy ?? "group"}`);
        const next = [...new Set(all.flatMap(group => group.columns.map(column => column.name)))].slice(0, MOST_COLUMNS);
        if (names === null || next.join("\n") !== names.join("\n")) {
            names = next;
            head.replaceChildren(...[groupBy ?? "group", "Rows", ...names].map((name, i) => h("th", { scope: "col", class: i > 0 ? "number" : null }, name)));
            rows.length = 0;
            body.replaceChildren();
        }
        all.forEach((group, i) => {
            if (i === rows.length) {
                rows.push([h("th", { scope: "row" }), ...Array.from({ length: names.length + 1 }, () => h("td", { class: "number" }))]);
                body.append(h("tr", {}, ...rows[i]));
            }
            fill(rows[i], group, final);
        });
        while (rows.length > all.length) {
            rows.pop()[0].parentNode.remove();
        }
    }

    function fill(cells, group, isFinal) {
        put(cells[0], group.key === null ? "(no value)" : group.key);
        put(cells[1], count(group.rows));
        const numbers = new Map(group.columns.map(column => [column.name, (column.numeric ?? column)[measure.value]]));
        names.forEach((name, i) => {
            const number = numbers.get(name);
            put(cells[i + 2], number === undefined || number === null ? "–" : value(number));
        });
        cells.slice(1).forEach(cell => mark(cell, "class", isFinal ? "number final" : "number moving"));
    }

    measure.addEventListener("change", update);
    return { root, update };
}
