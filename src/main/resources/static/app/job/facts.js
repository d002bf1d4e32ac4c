// The numbers of a column in words: label, text, and the error of what is approximate.

import { FIGURES } from "../follow/figures.js";
import { count, percent, value } from "../format.js";

const FIRST = {
    text: ["distinct", "meanLength", "minLength", "maxLength"],
    boolean: ["trues", "distinct"],
    date: ["distinct"],
    timestamp: ["distinct"],
    empty: ["nulls"],
};

/** All facts of a column, those first that say most about its type. */
export function factsOf(column) {
    const facts = FIGURES.map(figure => factOf(figure, column)).filter(Boolean);
    const first = FIRST[column.type] ?? [];
    facts.sort((a, b) => rank(first, a.key) - rank(first, b.key));
    if (column.temporal) {
        facts.unshift(
            { key: "from", label: "First", text: column.temporal.min, isWide: column.type === "timestamp" },
            { key: "to", label: "Last", text: column.temporal.max, isWide: column.type === "timestamp" });
    }
    // without lengths and frequent values this is all there is to say
    if (column.type === "text" && column.text?.minLength === null) {
        facts.unshift(
            { key: "from", label: "First", text: column.text.min, isWide: true },
            { key: "to", label: "Last", text: column.text.max, isWide: true });
    }
    return facts;
}

function rank(first, key) {
    const place = first.indexOf(key);
    return place < 0 ? first.length : place;
}

function factOf({ key, label, of, isCount, isRank }, column) {
    const number = of(column);
    if (number === null) {
        return null;
    }
    const fact = { key, label, text: isCount ? count(number) : value(number), error: null };
    if (key === "distinct" && !column.distinct.exact) {
        fact.text = `≈ ${fact.text}`;
        fact.error = `± ${percent(Math.max(column.distinct.upper - number, number - column.distinct.lower) / number)}`;
        fact.bounds = `between ${count(column.distinct.lower)} and ${count(column.distinct.upper)} with 95 % confidence`;
    }
    if (isRank && column.numeric.quantiles.error > 0) {
        fact.text = `≈ ${fact.text}`;
        fact.error = `± ${percent(column.numeric.quantiles.error)} rank`;
        fact.bounds = rankErrorOf(column.numeric.quantiles);
    }
    if (key === "trues") {
        const values = column.count - column.nulls;
        fact.error = values > 0 ? percent(number / values) : null;
    }
    return fact;
}

/** What a quantile's error says, in a sentence. */
export function rankErrorOf(quantiles) {
    return quantiles.error > 0
        ? `Ranks are right to ± ${percent(quantiles.error)} of the values${quantiles.confidence ? ` (${percent(quantiles.confidence)} confidence)` : ""}.`
        : "Exact.";
}

