// What else can be said about a job.

import { h, newId } from "../dom.js";
import { get } from "../api.js";

/** Fields behind a disclosure; `changed` is called after an input. */
export function options(changed) {
    const fields = {
        priority: select(["", "interactive", "normal", "batch"], "normal"),
        executor: select([""], "that of the mode"),
        statistics: select(["", "basic", "standard", "complete"], "standard"),
        format: select(["", "csv", "tsv", "json", "ndjson"], "by content"),
        columns: text("fare,tip"),
        groupBy: text("station"),
        maxRows: text("1000000"),
        maxBytes: text("1GB"),
        maxDuration: text("30s"),
    };
    const names = {
        priority: "Priority",
        executor: "Executor",
        statistics: "How much",
        format: "Format",
        columns: "Only these columns",
        groupBy: "Group by",
        maxRows: "End after rows",
        maxBytes: "End after bytes",
        maxDuration: "End after",
    };
    for (const field of Object.values(fields)) {
        field.addEventListener("input", changed);
    }
    // Without it the executor of the mode is used, which is what most people want.
    get("executors").then(list => fields.executor.append(...list.map(it => h("option", { value: it.name }, `${it.name}, ${it.workers} workers`))), () => {});
    const root = h("details", {},
        h("summary", {}, "Statistics, columns, priority, limits"),
        h("div", { class: "options" }, ...Object.entries(fields).map(([name, field]) => {
            field.id = newId(name);
            return h("div", { class: "field" }, h("label", { for: field.id }, names[name]), field);
        })));
    return {
        root,
        values: () => Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value.trim()]).filter(([, value]) => value)),
    };
}

function select(values, usual) {
    return h("select", {}, ...values.map(value => h("option", { value }, value || `usual (${usual})`)));
}

function text(example) {
    return h("input", { type: "text", placeholder: `such as ${example}`, autocomplete: "off", spellcheck: "false" });
}
