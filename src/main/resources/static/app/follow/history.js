// How every figure of every column has moved, in bounded memory: when it is full, every other
// moment is forgotten, so that the whole run stays in view.

import { FIGURES } from "./figures.js";

const MOST = 160;

export class History {
    #moments = [];
    #every = 1;
    #seen = 0;

    /** Notes a snapshot. */
    add(snapshot) {
        this.#seen += 1;
        if (!snapshot.final && this.#seen % this.#every !== 0) {
            return;
        }
        if (this.#moments.length === MOST) {
            this.#moments = this.#moments.filter((_, i) => i % 2 === 1);
            this.#every *= 2;
        }
        const width = FIGURES.length;
        const values = new Float64Array(snapshot.columns.length * width);
        snapshot.columns.forEach((column, i) => {
            for (let place = 0; place < width; place++) {
                values[i * width + place] = FIGURES[place].of(column) ?? NaN;
            }
        });
        this.#moments.push({ rows: snapshot.rows, values });
    }

    /** The rows at each moment, and one figure of one column there. */
    of(column, place) {
        const at = column * FIGURES.length + place;
        return {
            rows: this.#moments.map(moment => moment.rows),
            values: this.#moments.map(moment => moment.values[at] ?? NaN),
        };
    }
}
