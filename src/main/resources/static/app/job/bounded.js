// Numbers that carry their bounds.

import { count, percent } from "../format.js";

/** Whether this is an estimate with a lower and an upper bound. */
export function isBounded(given) {
    return given !== null && typeof given === "object" && "estimate" in given && "lower" in given && "upper" in given;
}

/** The estimate, and its bounds where it is one: `≈ 4,523 (4,470 – 4,580)`. */
export function bounded({ estimate, lower, upper, exact }) {
    const isShare = exact === undefined;
    const text = isShare ? percent : count;
    return exact || lower === upper ? text(estimate) : `≈ ${text(estimate)} (${text(lower)} – ${text(upper)})`;
}
