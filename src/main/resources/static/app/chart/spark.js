// A small line: how a number has moved while rows came, and where it is now.

import { h, s, put, mark } from "../dom.js";
import { linear } from "./scale.js";
import { short } from "../format.js";

const WIDTH = 200;
const HEIGHT = 28;
const EDGE = 3;

export class Spark {
    #line = s("path", { class: "line" });
    #now = s("path", { class: "now" });
    #svg = s("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img" }, this.#now, this.#line);
    #ends = h("span", { class: "ends" });

    /** @param hasEnds whether the range is written beside the line */
    constructor(hasEnds = false) {
        this.root = h("div", { class: "spark" }, this.#svg, hasEnds ? this.#ends : null);
    }

    /** Shows a history: rows, and the number at each of them. */
    update({ rows, values }) {
        const points = values.map((value, i) => [rows[i], value]).filter(([, value]) => Number.isFinite(value));
        if (points.length === 0) {
            mark(this.#line, "d", "");
            return;
        }
        const heights = points.map(([, value]) => value);
        const low = Math.min(...heights);
        const high = Math.max(...heights);
        const x = linear(points[0][0], points.at(-1)[0], EDGE, WIDTH - EDGE);
        const y = linear(low, high, HEIGHT - EDGE, EDGE);
        mark(this.#line, "d", `M${points.map(([row, value]) => `${x(row).toFixed(1)} ${y(value).toFixed(1)}`).join("L")}`);
        mark(this.#now, "d", `M0 ${y(heights.at(-1)).toFixed(1)}H${WIDTH}`);
        const text = low === high ? `always ${short(low)}` : `between ${short(low)} and ${short(high)}, now ${short(heights.at(-1))}`;
        put(this.#ends, text);
        mark(this.#svg, "aria-label", `While rows came: ${text}`);
    }
}
