// Numbers, sizes and times as people read them.

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const six = new Intl.NumberFormat("en", { maximumSignificantDigits: 6 });
const three = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const percents = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });
const small = new Intl.NumberFormat("en", { style: "percent", maximumSignificantDigits: 2 });

const LARGE = 1e15;
const TINY = 1e-4;

/** A count: `36,000`. */
export function count(number) {
    return whole.format(number);
}

/** Any number, with six digits that count. */
export function value(number) {
    const size = Math.abs(number);
    if (size !== 0 && (size >= LARGE || size < TINY)) {
        return number.toExponential(3).replace("e+", "e").replace("-", "−");
    }
    const text = Number.isInteger(number) ? whole.format(number) : six.format(number);
    return text.replace("-", "−");
}

/** A number with three digits that count, for axes. */
export function short(number) {
    const size = Math.abs(number);
    if (size !== 0 && (size >= 1e7 || size < TINY)) {
        return number.toExponential(1).replace("e+", "e").replace("-", "−");
    }
    return (size >= 1000 ? whole : three).format(number).replace("-", "−");
}

/** A share of one: `43 %`. */
export function percent(share) {
    return (share > 0 && share < 0.001 ? small : percents).format(share).replace("%", " %");
}

const UNITS = ["B", "kB", "MB", "GB", "TB", "PB"];

/** A size in decimal units: `1.2 GB`. */
export function bytes(number) {
    let unit = 0;
    let left = number;
    while (left >= 999.5 && unit < UNITS.length - 1) {
        left /= 1000;
        unit += 1;
    }
    const digits = unit === 0 || left >= 99.95 ? 0 : 1;
    return `${left.toFixed(digits)} ${UNITS[unit]}`;
}

const ISO = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/;

/** Seconds of an ISO 8601 duration; `null` of none. */
export function seconds(iso) {
    const parts = ISO.exec(iso ?? "");
    if (parts === null) {
        return null;
    }
    const [days, hours, minutes, rest] = parts.slice(1).map(part => Number(part ?? 0));
    return ((days * 24 + hours) * 60 + minutes) * 60 + rest;
}

/** A length of time: `3.2 s`, `4 min 10 s`. */
export function duration(length) {
    if (length < 0.9995) {
        return `${Math.round(length * 1000)} ms`;
    }
    if (length < 59.95) {
        return `${length.toFixed(length < 9.95 ? 2 : 1)} s`;
    }
    const round = Math.round(length);
    return round < 3600
        ? `${Math.floor(round / 60)} min ${round % 60} s`
        : `${Math.floor(round / 3600)} h ${Math.floor((round % 3600) / 60)} min`;
}

/** A rough length of time, for what is left. */
export function about(length) {
    return length < 10 ? `${Math.max(1, Math.ceil(length))} s` : duration(Math.round(length)).replace(/\.0 s$/, " s");
}

/** A moment of a day. */
export function moment(iso) {
    return new Date(iso).toLocaleTimeString("en-GB");
}

/** Seconds between two moments; `null` where one is missing. */
export function between(from, to) {
    return from && to ? (Date.parse(to) - Date.parse(from)) / 1000 : null;
}

/** `minLength` as `min length`. */
export function words(name) {
    return name.replace(/[-_]/g, " ").replace(/([a-z])([A-Z])/g, (_, end, start) => `${end} ${start.toLowerCase()}`);
}

/** Something and how many: `1 row`, `2 rows`. */
export function many(number, noun) {
    return `${count(number)} ${noun}${number === 1 ? "" : "s"}`;
}
