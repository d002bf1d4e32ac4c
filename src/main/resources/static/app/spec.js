// What a job is asked to do: as a query, as a curl line, and remembered to be asked again.

import { key } from "./key.js";

const ORDER = ["mode", "uri", "format", "columns", "groupBy", "priority", "executor", "statistics", "maxRows", "maxBytes", "maxDuration", "modes", "together"];

function escaped(text) {
    return encodeURIComponent(text)
        .replace(/%3A/g, ":")
        .replace(/%2F/g, "/")
        .replace(/%2C/g, ",")
        .replace(/'/g, "%27");
}

/** A query; what is empty is left out. */
export function queryOf(spec) {
    return ORDER.filter(name => spec[name]).map(name => `${name}=${escaped(spec[name])}`).join("&");
}

/** The same as a line for a terminal. */
export function curlOf(spec, file) {
    const query = queryOf(spec);
    const address = `${location.origin}/jobs${query ? `?${query}` : ""}`;
    // The key itself would stay in the history of the terminal.
    const who = key() === null ? "" : '-H "Authorization: Bearer $INTERIM_KEY" ';
    return file === null
        ? `curl ${who}-X POST '${address}'`
        : `curl ${who}-T '${file.replace(/'/g, "'\\''")}' '${address}'`;
}

/** Keeps what a job was asked, for this tab. */
export function remember(id, spec) {
    sessionStorage.setItem(`interim.spec.${id}`, JSON.stringify(spec));
}

/** What a job was asked, as far as it is known here; `null` where it cannot be asked again. */
export function recall(id, job) {
    const kept = sessionStorage.getItem(`interim.spec.${id}`);
    if (kept !== null) {
        return JSON.parse(kept);
    }
    if (!job || job.source.uri.startsWith("upload:")) {
        return null;
    }
    return { mode: job.mode, uri: job.source.uri, priority: job.priority, executor: job.executor };
}
