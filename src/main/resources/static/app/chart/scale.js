// From values to places on a line.

/** Maps a range to another one; a range without length goes to its middle. */
export function linear(from, to, start, end) {
    const length = to - from;
    return value => (length === 0 ? (start + end) / 2 : start + ((value - from) / length) * (end - start));
}

/** Round steps on an axis, about so many: 0, 5, 10. */
export function ticks(from, to, about) {
    const raw = (to - from) / Math.max(1, about);
    if (!(raw > 0)) {
        return [from];
    }
    const magnitude = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].map(factor => factor * magnitude).find(it => it >= raw) ?? raw;
    const all = [];
    for (let i = Math.ceil(from / step); i * step <= to; i++) {
        all.push(i * step);
    }
    return all;
}
