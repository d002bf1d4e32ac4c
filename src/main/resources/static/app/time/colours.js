// The colours of the style sheet, for a canvas, which does not know style sheets.

import { h } from "../dom.js";

export const HUES = ["sequential", "concurrent", "parallel"];
export const ACTIVITIES = ["fetch", "decompress", "statistics"];

export class Colours {
    #swatches = new Map();
    #known = new Map();
    #forget = () => this.#known.clear();

    constructor() {
        this.root = h("div", { class: "swatches", "aria-hidden": "true" });
        for (const hue of HUES) {
            for (const activity of ACTIVITIES) {
                this.#add(`${hue} ${activity}`, h("i", { class: "swatch", "data-hue": hue, "data-activity": activity }));
            }
        }
        for (const role of ["ink", "soft", "line"]) {
            this.#add(role, h("i", { class: "swatch", "data-role": role }));
        }
        this.scheme = matchMedia("(prefers-color-scheme: dark)");
        this.scheme.addEventListener("change", this.#forget);
        addEventListener("interim:theme", this.#forget);
    }

    #add(name, swatch) {
        this.#swatches.set(name, swatch);
        this.root.append(swatch);
    }

    /** The colour of that name: `ink`, or `parallel fetch`. */
    of(name) {
        if (!this.#known.has(name)) {
            const swatch = this.#swatches.get(name) ?? this.#swatches.get("soft");
            this.#known.set(name, getComputedStyle(swatch).backgroundColor);
        }
        return this.#known.get(name);
    }

    close() {
        this.scheme.removeEventListener("change", this.#forget);
        removeEventListener("interim:theme", this.#forget);
    }
}
