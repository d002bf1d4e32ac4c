// The most frequent values with their shares.

import { h, put, mark, show } from "../dom.js";
import { count, percent } from "../format.js";

export class TopValues {
    #rows = [];
    #list = h("ol", { class: "top-values" });
    #none = h("p", { class: "hint" });

    /** At most so many. */
    constructor(most) {
        this.most = most;
        this.root = h("div", { class: "top-list" }, this.#list, this.#none);
    }

    /** Shows the newest values. */
    update(column, isFinal) {
        const top = (column.top ?? []).slice(0, this.most);
        const values = column.count - column.nulls;
        put(this.#none, top.length > 0 ? "" : whyNone(column));
        show(this.#none, top.length === 0);
        while (this.#rows.length < top.length) {
            const row = new Row();
            this.#rows.push(row);
            this.#list.append(row.root);
        }
        this.#rows.forEach((row, i) => row.update(top[i], values, isFinal));
    }
}

function whyNone(column) {
    if (column.type === "empty" || column.count === column.nulls) {
        return "No values.";
    }
    return column.top === null ? "" : "No value stands out: nearly every one is different.";
}

class Row {
    #value = h("span", { class: "value" });
    #count = h("span");
    #bar = h("span", { class: "fill" });

    constructor() {
        this.root = h("li", {}, this.#bar, this.#value, this.#count);
    }

    update(top, values, isFinal) {
        show(this.root, top !== undefined);
        if (top === undefined) {
            return;
        }
        const share = values > 0 ? top.count / values : 0;
        put(this.#value, top.value === "" ? "(empty)" : top.value);
        mark(this.#value, "title", top.value);
        put(this.#count, top.lower === top.upper || top.lower === undefined
            ? `${count(top.count)} · ${percent(share)}`
            : `≈ ${count(top.count)} (${count(top.lower)} – ${count(top.upper)})`);
        mark(this.#count, "class", isFinal ? "number final" : "number moving");
        this.#bar.style.transform = `scaleX(${Math.min(1, share).toFixed(3)})`;
    }
}
