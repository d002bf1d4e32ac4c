// Who ran when, as a picture that can be zoomed: a row for each worker.

import { h } from "../dom.js";
import { Colours } from "./colours.js";
import { paint } from "./paint.js";
import { endOf, rowsOf } from "./rows.js";
import { duration, many } from "../format.js";

const ZOOM = 1.6;
const CLOSEST = 1e-5;

// Room at the end, so that the last mark is seen whole.
const AIR = 1.012;

export class Timeline {
    #labels = h("ol", { class: "lanes" });
    #canvas = h("canvas", { role: "img", "aria-label": "No turns yet" });
    #colours = new Colours();
    #decompress = swatch("decompress");
    #rows = [];
    #end = 1;
    #window = null; // what is looked at; null is everything
    #frame = 0;
    #resized = new ResizeObserver(() => this.#soon());

    /** @param hasMarks whether the legend explains marks */
    constructor(hasMarks = false) {
        const button = (text, label, act) => h("button", { type: "button", "aria-label": label, on: { click: act } }, text);
        this.root = h("div", { class: "timeline" },
            h("div", { class: "row spread" },
                this.#legend(hasMarks),
                h("div", { class: "row zoom", role: "group", "aria-label": "Zoom" },
                    button("←", "Earlier", () => this.#shift(-0.3)),
                    button("→", "Later", () => this.#shift(0.3)),
                    button("−", "Zoom out", () => this.#zoom(1 / ZOOM)),
                    button("+", "Zoom in", () => this.#zoom(ZOOM)),
                    button("All", "Show all", () => { this.#window = null; this.#soon(); }))),
            h("div", { class: "lanes-and-bars" }, this.#labels, h("div", { class: "bars-place" }, this.#canvas)),
            this.#colours.root);
        this.#resized.observe(this.#canvas);
        this.#listen();
        this.redraw = () => this.#soon();
        addEventListener("interim:theme", this.redraw);
        this.#colours.scheme.addEventListener("change", this.redraw);
    }

    /** Shows groups of spans: `{name, hue, spans, marks}`. */
    show(groups) {
        this.#rows = rowsOf(groups);
        this.#decompress.hidden = !this.#rows.some(row => row.spans.some(span => span.activity === "decompress"));
        this.#end = endOf(this.#rows) * AIR || 1;
        this.#label();
        this.#soon();
    }

    close() {
        removeEventListener("interim:theme", this.redraw);
        this.#colours.scheme.removeEventListener("change", this.redraw);
        this.#resized.disconnect();
        this.#colours.close();
    }

    #legend(hasMarks) {
        this.#decompress.hidden = true;
        return h("p", { class: "row hint keys" },
            swatch("fetch"),
            this.#decompress,
            swatch("statistics"),
            hasMarks ? h("span", { class: "key" }, h("i", { class: "first-mark" }), "first result") : null,
            hasMarks ? h("span", { class: "key" }, h("i", { class: "end-mark" }), "end") : null);
    }

    #label() {
        const text = this.#rows.map(row => `${row.group ?? ""} ${row.worker}`).join("\n");
        if (this.labelled !== text) {
            this.labelled = text;
            this.#labels.replaceChildren(...this.#rows.map(row =>
                h("li", {}, row.group ? h("strong", { "data-hue": row.hue }, row.group) : null, h("span", {}, row.worker))));
        }
        this.#canvas.setAttribute("aria-label",
            `${many(this.#rows.filter(row => row.worker).length, "row")} of turns over ${duration(this.#end)}; the table below says the same in numbers.`);
    }

    #view() {
        return this.#window ?? { from: 0, to: this.#end };
    }

    #soon() {
        cancelAnimationFrame(this.#frame);
        this.#frame = requestAnimationFrame(() => {
            if (this.#canvas.isConnected && this.#canvas.clientWidth > 0) {
                paint(this.#canvas, this.#rows, this.#view(), this.#colours);
            }
        });
    }

    /** Makes everything so many times wider, around a place from 0 to 1. */
    #zoom(factor, around = 0.5) {
        const { from, to } = this.#view();
        const length = Math.max(CLOSEST, (to - from) / factor);
        const centre = from + (to - from) * around;
        this.#look(centre - length * around, length);
    }

    #shift(share) {
        const { from, to } = this.#view();
        this.#look(from + (to - from) * share, to - from);
    }

    #look(from, length) {
        const start = Math.min(Math.max(0, from), Math.max(0, this.#end - length));
        this.#window = length >= this.#end ? null : { from: start, to: start + length };
        this.#soon();
    }

    #listen() {
        let last = null;
        const place = event => event.offsetX / this.#canvas.clientWidth;
        this.#canvas.addEventListener("wheel", event => {
            if (event.ctrlKey || event.metaKey) {
                event.preventDefault();
                this.#zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, place(event));
            }
        }, { passive: false });
        this.#canvas.addEventListener("dblclick", event => this.#zoom(2, place(event)));
        this.#canvas.addEventListener("pointerdown", event => {
            last = event.clientX;
            this.#canvas.setPointerCapture(event.pointerId);
        });
        this.#canvas.addEventListener("pointermove", event => {
            if (last !== null && this.#window !== null) {
                this.#shift((last - event.clientX) / this.#canvas.clientWidth);
                last = event.clientX;
            }
        });
        this.#canvas.addEventListener("pointerup", () => { last = null; });
    }
}

function swatch(activity) {
    return h("span", { class: "key" }, h("i", { class: "swatch", "data-hue": "parallel", "data-activity": activity }), activity);
}
