// One column with everything that is known about it.

import { h, put, mark, show, newId } from "../dom.js";
import { Shape, histogramOf } from "../chart/shape.js";
import { TopValues } from "../chart/top.js";
import { Spark } from "../chart/spark.js";
import { factsOf, rankErrorOf } from "./facts.js";
import { moreFacts } from "./more.js";
import { legend } from "./legend.js";
import { count, percent } from "../format.js";

/** The part of a job's view that shows one column. */
export function columnPart({ id, known, feed }, at) {
    const title = h("h2", { class: "column-name" });
    const type = h("span", { class: "type" });
    const votes = h("p", { class: "hint" });
    const place = h("span", { class: "hint" });
    const numbers = new Map();
    const table = h("tbody");
    const shape = new Shape();
    const shapeNote = h("p", { class: "hint" });
    const shapePanel = h("section", { class: "panel stack-small wide-shape", hidden: true }, h("h3", {}, "Spread"), shape.root, shapeNote);
    const top = new TopValues(20);
    const topPanel = h("section", { class: "panel stack-small", hidden: true }, h("h3", {}, "Most frequent values"), top.root);
    const more = moreFacts();
    const step = (to, text) => h("a", { class: "button", href: `#/jobs/${id}/columns/${to}` }, text);
    const before = step(at - 1, "← Before");
    const next = step(at + 1, "Next →");
    const root = h("section", { class: "stack", "aria-label": "One column" },
        h("div", { class: "row spread" },
            h("div", { class: "row" }, h("a", { href: `#/jobs/${id}` }, "All columns"), place),
            h("div", { class: "row" }, before, next)),
        h("div", { class: "stack-tight" }, h("div", { class: "row" }, title, type), votes, legend()),
        h("div", { class: "detail" },
            h("div", { class: "stack" }, h("section", { class: "panel" },
                h("h3", {}, "Numbers"),
                h("table", { class: "numbers" },
                    h("caption", { class: "unseen" }, "The numbers of this column"),
                    h("thead", { class: "unseen" }, h("tr", {}, h("th", { scope: "col" }, "What"), h("th", { scope: "col" }, "Value"), h("th", { scope: "col" }, "History"))),
                    table)), more.numbers),
            h("div", { class: "stack" }, shapePanel, topPanel, more.lists)));

    function update() {
        const schema = known.schema[at];
        show(before, at > 0);
        show(next, at < known.schema.length - 1);
        if (schema) {
            put(title, schema.name === "" ? "(no name)" : schema.name);
            put(place, `${at + 1} of ${known.schema.length}`);
        }
        const piece = known.columns.get(at);
        if (!piece || !known.snapshot) {
            return;
        }
        const { column, settled } = piece;
        put(type, column.type);
        put(votes, votesOf(column));
        for (const fact of [...countsOf(column), ...factsOf(column)]) {
            if (!numbers.has(fact.key)) {
                const row = new NumberRow();
                numbers.set(fact.key, row);
                table.append(...row.rows);
            }
            numbers.get(fact.key).update(fact, known.snapshot.final, settled?.[fact.key]);
        }
        const histogram = histogramOf(column);
        show(shapePanel, histogram !== null);
        if (histogram) {
            shape.update(column, known.snapshot.final);
            put(shapeNote, shapeNoteOf(column, histogram));
        }
        show(topPanel, Array.isArray(column.top));
        top.update(column, known.snapshot.final);
        more.update(column);
    }

    feed.watch([at], "all");
    return { root, update };
}

function countsOf(column) {
    return [
        { key: "count", label: "Rows", text: count(column.count) },
    ];
}

function votesOf(column) {
    const votes = Object.entries(column.types ?? {}).filter(([, number]) => number > 0);
    const values = votes.reduce((sum, [, number]) => sum + number, 0);
    return votes.length < 2 ? "" : `Its values are ${votes.map(([name, number]) => `${percent(number / values)} ${name}`).join(", ")}.`;
}

function shapeNoteOf(column, histogram) {
    const { quantiles } = column.numeric ?? {};
    return [
        histogram.isCoarse ? "Drawn from the quantiles: each bar is as large as the share of values in it." : null,
        histogram.error > 0 && !histogram.isCoarse ? `Bars are right to ± ${percent(histogram.error)} of the values.` : null,
        quantiles ? `Below it the middle half, the median, and a line from 5 % to 95 %. ${rankErrorOf(quantiles)}` : null,
    ].filter(Boolean).join(" ");
}

/** A number in a table, and on demand below it how it has settled. */
class NumberRow {
    #label = h("th", { scope: "row" });
    #number = h("span", { class: "number" });
    #error = h("span", { class: "error" });
    #line = new Spark(true);
    #button;
    #below;

    constructor() {
        const id = newId("history");
        this.#button = h("button", { type: "button", class: "plain", "aria-expanded": "false", "aria-controls": id, on: { click: () => this.#toggle() } }, "History");
        this.#below = h("tr", { id, hidden: true, class: "history" }, h("td", { colspan: 3 }, this.#line.root));
        this.rows = [
            h("tr", {}, this.#label, h("td", {}, this.#number, this.#error), h("td", { class: "number" }, this.#button)),
            this.#below,
        ];
    }

    #toggle() {
        show(this.#below, this.#below.hidden);
        mark(this.#button, "aria-expanded", String(!this.#below.hidden));
    }

    update(fact, isFinal, history) {
        put(this.#label, fact.label);
        put(this.#number, fact.text);
        put(this.#error, (fact.key === "distinct" ? fact.bounds : null) ?? fact.error ?? "");
        mark(this.#number, "class", isFinal ? "number final" : "number moving");
        mark(this.#button, "aria-label", `History of ${fact.label.toLowerCase()}`);
        show(this.#button, Boolean(history));
        if (history) {
            this.#line.update(history);
        }
    }
}

