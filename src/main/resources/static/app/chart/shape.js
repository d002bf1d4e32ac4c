// How the values of a column are spread: its histogram where there is one, otherwise as much of it
// as the quantiles tell; below it the middle half of the values, and the median.

import { h, s, put, mark } from "../dom.js";
import { linear } from "./scale.js";
import { percent, short } from "../format.js";

const WIDTH = 300;
const HEIGHT = 84;
const STRIP = 10;
const GAP = 5;

export class Shape {
    #bars = s("path", { class: "bars" });
    #range = s("path", { class: "range" });
    #half = s("path", { class: "half" });
    #median = s("path", { class: "median" });
    #low = h("span");
    #high = h("span");
    #svg;

    constructor() {
        this.#svg = s("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT + GAP + STRIP}`, preserveAspectRatio: "none", role: "img" },
            s("path", { class: "ground", d: `M0 ${HEIGHT}H${WIDTH}` }),
            this.#bars, this.#range, this.#half, this.#median);
        this.root = h("div", { class: "shape" }, this.#svg, h("div", { class: "ends", "aria-hidden": "true" }, this.#low, this.#high));
    }

    /** Whether a column has such a shape. */
    static fits(column) {
        return histogramOf(column) !== null;
    }

    /** Shows the newest shape. */
    update(column, isFinal) {
        const { edges, counts } = histogramOf(column);
        const x = linear(edges[0], edges.at(-1), 0, WIDTH);
        mark(this.#bars, "d", barsOf(edges, counts, x));
        mark(this.root, "class", isFinal ? "shape final" : "shape moving");
        const at = column.numeric?.quantiles?.values ?? {};
        const has = at["0.25"] !== undefined && at["0.75"] !== undefined;
        const place = rank => Math.min(WIDTH, Math.max(0, x(at[rank]))).toFixed(1);
        const middle = HEIGHT + GAP + STRIP / 2;
        mark(this.#range, "d", has ? `M${place("0.05")} ${middle}H${place("0.95")}` : "");
        mark(this.#half, "d", has ? `M${place("0.25")} ${middle}H${place("0.75")}` : "");
        mark(this.#median, "d", has ? `M${place("0.5")} ${HEIGHT + GAP}v${STRIP}` : "");
        put(this.#low, edgeOf(column, edges[0]));
        put(this.#high, edgeOf(column, edges.at(-1)));
        mark(this.#svg, "aria-label", sentenceOf(column, edges, counts));
    }
}

/** The histogram of a column, wherever it stands; `null` without one. */
export function histogramOf(column) {
    const given = column.numeric?.histogram ?? column.temporal?.details?.histogram;
    if (given?.counts?.length && given.edges?.length === given.counts.length + 1) {
        return { edges: given.edges.map(Number.isFinite(given.edges[0]) ? Number : Date.parse), counts: given.counts, error: given.error ?? 0 };
    }
    return fromQuantiles(column.numeric);
}

/** Between two quantiles lies a known share of the values: a histogram with uneven bins. */
function fromQuantiles(numeric) {
    const values = numeric?.quantiles?.values;
    if (!values) {
        return null;
    }
    const marks = [[0, numeric.min], ...Object.entries(values).map(([rank, value]) => [Number(rank), value]), [1, numeric.max]]
        .filter(([, value]) => Number.isFinite(value))
        .sort((a, b) => a[0] - b[0]);
    const edges = [];
    const counts = [];
    let below = 0;
    for (const [rank, value] of marks) {
        if (edges.length === 0) {
            edges.push(value);
        } else if (value > edges.at(-1)) {
            counts.push((rank - below) * numeric.count);
            edges.push(value);
            below = rank;
        }
    }
    return counts.length > 0 ? { edges, counts, error: numeric.quantiles.error, isCoarse: true } : null;
}

/** Bars whose areas are the counts. */
function barsOf(edges, counts, x) {
    const span = edges.at(-1) - edges[0];
    const densities = counts.map((count, i) => count / Math.max(edges[i + 1] - edges[i], span * 1e-6));
    const highest = Math.max(...densities);
    if (!(highest > 0)) {
        return "";
    }
    // A bin that stands out a thousandfold would flatten all others: heights go by the root then.
    const isSteep = highest > 60 * median(densities.filter(it => it > 0));
    const height = isSteep ? d => Math.sqrt(d / highest) : d => d / highest;
    const gap = counts.length > 60 ? 0 : 0.5;
    return densities.map((density, i) => {
        if (density === 0) {
            return "";
        }
        const left = x(edges[i]);
        const width = Math.max(0.8, x(edges[i + 1]) - left - gap);
        const top = HEIGHT - Math.max(1.5, height(density) * (HEIGHT - 2));
        return `M${left.toFixed(1)} ${HEIGHT}V${top.toFixed(1)}h${width.toFixed(1)}V${HEIGHT}z`;
    }).join("");
}

function median(numbers) {
    const sorted = [...numbers].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)];
}

function edgeOf(column, edge) {
    return column.temporal ? new Date(edge).toISOString().slice(0, 10) : short(edge);
}

function sentenceOf(column, edges, counts) {
    const all = counts.reduce((sum, count) => sum + count, 0);
    const most = counts.indexOf(Math.max(...counts));
    const share = all > 0 ? percent(counts[most] / all) : "";
    return `From ${edgeOf(column, edges[0])} to ${edgeOf(column, edges.at(-1))}; ${share} between ${edgeOf(column, edges[most])} and ${edgeOf(column, edges[most + 1])}.`;
}
