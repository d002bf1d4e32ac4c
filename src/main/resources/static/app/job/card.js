// One column at a glance. All cards have the same height, whatever they hold, so that nothing
// jumps when numbers come.

import { h, put, mark, show } from "../dom.js";
import { factsOf } from "./facts.js";
import { Shape } from "../chart/shape.js";
import { TopValues } from "../chart/top.js";
import { Spark } from "../chart/spark.js";
import { percent } from "../format.js";

export class Card {
    #type;
    #facts = null;
    #rows = [];
    #picture = null;
    #body;
    #nulls;

    /**
     * @param id the job's
     * @param at the place of the column in the snapshot
     * @param column its name and type
     */
    constructor(id, at, { name, type }) {
        this.at = at;
        this.name = name;
        this.#type = h("span", { class: "type" }, type);
        this.#nulls = h("span", { class: "nulls" });
        this.#body = h("div", { class: "card-body" });
        this.root = h("article", { class: "card panel" },
            h("header", {},
                h("h3", {}, h("a", { href: `#/jobs/${id}/columns/${at}`, title: name }, name === "" ? "(no name)" : name)),
                this.#type),
            this.#nulls,
            this.#body);
        this.root.interimCard = this;
    }

    /** Its type may become another one as more values come. */
    retype(column) {
        if (column) {
            put(this.#type, column.type);
        }
    }

    /** Shows the newest numbers. */
    update(column, snapshot, settled) {
        this.retype(column);
        put(this.#nulls, column.nulls === 0 ? "no value missing" : `${percent(column.nulls / column.count)} without value`);
        const facts = factsOf(column).filter(fact => fact.key !== "nulls").slice(0, 6);
        this.#shape(facts, column);
        facts.forEach((fact, i) => this.#rows[i].update(fact, snapshot.final, settled));
        this.#picture.update(column, snapshot.final);
    }

    /** Builds the body anew only when there are other facts to show, or a picture of another kind. */
    #shape(facts, column) {
        const isShape = Shape.fits(column);
        const kind = `${isShape} ${facts.map(fact => fact.label)}`;
        if (this.#facts !== kind) {
            this.#facts = kind;
            this.#rows = facts.map(() => new FactCell());
            this.#picture = isShape ? new Shape() : new TopValues(5);
            this.#body.replaceChildren(
                h("dl", { class: "facts" }, ...this.#rows.map(row => row.root)),
                this.#picture.root);
        }
    }
}

/** A number with its label, and on demand the line of how it settled. */
class FactCell {
    #label = h("dt");
    #number = h("span", { class: "number" });
    #error = h("span", { class: "error" });
    #spark = null;

    constructor() {
        this.root = h("div", {}, this.#label, h("dd", {}, this.#number, this.#error));
    }

    update(fact, isFinal, settled) {
        put(this.#label, fact.label);
        mark(this.root, "class", fact.isWide ? "wide" : null);
        mark(this.#error, "title", fact.bounds ?? null);
        put(this.#number, fact.text);
        mark(this.#number, "class", isFinal ? "number final" : "number moving");
        put(this.#error, fact.error ?? "");
        const history = settled?.[fact.key];
        if (history && this.#spark === null) {
            this.#spark = new Spark();
            this.root.append(h("dd", {}, this.#spark.root));
        }
        if (this.#spark !== null) {
            show(this.#spark.root.parentNode, Boolean(history));
            if (history) {
                this.#spark.update(history);
            }
        }
    }
}
