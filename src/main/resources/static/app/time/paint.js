// Draws rows of spans, their marks and an axis on a canvas.

import { linear, ticks } from "../chart/scale.js";

export const ROW = 30;
export const AXIS = 26;
const BAR = 18;
const FONT = "12px system-ui, sans-serif";

/** Draws everything between two times. */
export function paint(canvas, rows, { from, to }, colours) {
    const width = canvas.clientWidth;
    const height = rows.length * ROW + AXIS;
    const dense = devicePixelRatio || 1;
    if (canvas.width !== Math.round(width * dense) || canvas.height !== Math.round(height * dense)) {
        canvas.width = Math.round(width * dense);
        canvas.height = Math.round(height * dense);
        canvas.style.height = `${height}px`;
    }
    const pen = canvas.getContext("2d");
    pen.setTransform(dense, 0, 0, dense, 0, 0);
    pen.clearRect(0, 0, width, height);
    const x = linear(from, to, 1, width - 1);
    axis(pen, x, { from, to, width, height }, colours);
    rows.forEach((row, i) => bars(pen, row, i * ROW + (ROW - BAR) / 2, x, width, colours));
    rows.forEach((row, i) => row.marks.forEach(mark => flag(pen, mark, i * ROW, row.height * ROW, x, width, colours)));
}

function bars(pen, row, top, x, width, colours) {
    for (const span of row.spans) {
        const left = x(span.start);
        const right = x(span.end);
        if (right < 0 || left > width || span.activity === "none") {
            continue;
        }
        pen.fillStyle = colours.of(`${row.hue} ${span.activity}`);
        pen.fillRect(left, top, Math.max(0.7, right - left - (right - left > 3 ? 0.6 : 0)), BAR);
    }
}

function axis(pen, x, { from, to, width, height }, colours) {
    pen.font = FONT;
    pen.textBaseline = "bottom";
    const steps = ticks(from, to, Math.max(2, width / 110));
    const digits = steps.length > 1 ? Math.max(0, -Math.floor(Math.log10(steps[1] - steps[0]))) : 2;
    for (const step of steps) {
        const at = Math.round(x(step)) + 0.5;
        pen.fillStyle = colours.of("line");
        pen.fillRect(at - 0.5, 0, 1, height - AXIS + 4);
        pen.fillStyle = colours.of("soft");
        const text = `${step.toFixed(Math.min(digits, 6))} s`;
        const room = pen.measureText(text).width;
        pen.fillText(text, Math.min(Math.max(0, at - room / 2), width - room), height - 2);
    }
}

/** A triangle for the first result, a line for the end. */
function flag(pen, mark, top, height, x, width, colours) {
    const at = x(mark.at);
    if (at < -1 || at > width + 1) {
        return;
    }
    const place = Math.min(width - 1, Math.max(1, at));
    pen.fillStyle = colours.of("ink");
    pen.fillRect(place - 0.75, top + 3, 1.5, height - 6);
    if (mark.kind === "first") {
        pen.beginPath();
        pen.moveTo(place - 5, top);
        pen.lineTo(place + 5, top);
        pen.lineTo(place, top + 7);
        pen.fill();
    } else {
        pen.fillRect(place - 4, top, 8, 3);
    }
}
