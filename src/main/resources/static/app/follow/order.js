// Columns in the order somebody asked for.

import { FIGURES } from "./figures.js";

const TEXTS = {
    name: column => column.name,
    type: column => column.type,
};

/** The places of the columns, in order; those without the number come last either way. */
export function ordered(columns, by, falling) {
    const places = columns.map((_, place) => place);
    if (TEXTS[by]) {
        const compare = new Intl.Collator("en", { numeric: true }).compare;
        places.sort((a, b) => compare(TEXTS[by](columns[a]), TEXTS[by](columns[b])) || a - b);
    } else {
        const figure = FIGURES.find(it => it.key === by);
        if (figure) {
            const numbers = columns.map(column => figure.of(column) ?? NaN);
            places.sort((a, b) => {
                const isAbsent = Number.isNaN(numbers[a]) - Number.isNaN(numbers[b]);
                return isAbsent || (falling ? numbers[b] - numbers[a] : numbers[a] - numbers[b]) || a - b;
            });
            return places;
        }
    }
    return falling ? places.reverse() : places;
}
