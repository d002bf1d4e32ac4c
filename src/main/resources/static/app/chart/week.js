// How often each hour of the week occurs, as a grid of shades.

import { h } from "../dom.js";
import { count } from "../format.js";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** A row for each weekday from Monday on, a cell for each hour. */
export function weekHours(days) {
    const most = Math.max(1, ...days.flat());
    return h("table", { class: "week" },
        h("thead", {}, h("tr", {}, h("td"), ...Array.from({ length: 8 }, (_, i) => h("th", { scope: "colgroup", colspan: 3 }, String(i * 3))))),
        h("tbody", {}, ...days.map((hours, day) =>
            h("tr", {}, h("th", { scope: "row" }, DAYS[day]), ...hours.map((times, hour) => cell(times, most, day, hour))))));
}

function cell(times, most, day, hour) {
    const made = h("td", { title: `${DAYS[day]} ${hour}:00, ${count(times)}` }, h("span", { class: "unseen" }, count(times)));
    made.style.setProperty("--strength", `${Math.round((times / most) * 100)}%`);
    return made;
}
