// One job, live: its head, and below it columns, one column, the timeline or correlations.

import { h, show, mark, put } from "../dom.js";
import { Feed } from "../follow/feed.js";
import { announce } from "../announce.js";
import { problemNotice, notice } from "../notice.js";
import { jobHead } from "../job/head.js";
import { sourceName } from "../job/source.js";
import { startAgain } from "../job/again.js";
import { columnsPart } from "../job/columns.js";
import { columnPart } from "../job/column.js";
import { timelinePart } from "../job/timeline.js";
import { correlationsPart } from "../job/correlations.js";
import { groupsPart } from "../job/groups.js";
import { count, percent } from "../format.js";

const PARTS = [
    [/^$/, "columns", context => columnsPart(context)],
    [/^columns\/(\d+)$/, "columns", (context, index) => columnPart(context, Number(index))],
    [/^timeline$/, "timeline", context => timelinePart(context)],
    [/^groups$/, "groups", context => groupsPart(context)],
    [/^correlations$/, "correlations", context => correlationsPart(context)],
];

/** The view of a job; `rest` says which part of it. */
export function jobView(id, rest) {
    // What is known so far; each part reads it when it opens.
    const known = { id, job: null, progress: null, snapshot: null, schema: [], columns: new Map() };
    const head = jobHead(id);
    const connection = h("div", { class: "connection" });
    const warnings = h("ul", { class: "warnings", hidden: true, "aria-label": "Warnings" });
    const place = h("div", { class: "stack" });
    const tabs = tabLinks(id);
    const root = h("div", { class: "stack job" }, head.root, connection, warnings, tabs.root, place);
    const seen = new Set();
    let part = null;
    let state = "";
    const feed = new Feed(id, take);
    const context = { id, known, feed };

    function take(news) {
        if (news.job) {
            known.job = news.job;
            told(news.job);
        }
        if (news.progress) {
            known.progress = news.progress;
        }
        known.schema = news.schema ?? known.schema;
        known.snapshot = news.snapshot ?? known.snapshot;
        if (known.job && known.snapshot?.sequence === 1) {
            known.job.firstResultAt ??= known.snapshot.takenAt; // no event tells it before the next change of state
        }
        for (const piece of news.columns ?? []) {
            known.columns.set(piece.at, piece);
        }
        head.update(known);
        tabs.update(known);
        part?.update(news);
        news.warnings?.forEach(warn);
        if (news.connection) {
            connected(news.connection);
        }
        if (news.gone) {
            gone(news.gone);
        }
    }

    function told(job) {
        document.title = `${sourceName(job)} · Interim`;
        if (job.state !== state) {
            state = job.state;
            announce(`The job is ${state}.`);
            remember(job);
        }
    }

    function connected(to) {
        if (to === "lost") {
            connection.replaceChildren(notice(
                h("p", { role: "status" }, h("strong", {}, "The connection is lost"), ": trying again. What you see is the last that was heard; nothing is missed once the service answers."),
                h("button", { type: "button", on: { click: () => feed.hurry() } }, "Try now")));
        } else {
            connection.replaceChildren();
        }
    }

    function gone(problem) {
        const job = known.job ?? recalled(id);
        head.gone();
        connection.replaceChildren(problemNotice(
            {
                title: "This job is no longer known",
                detail: `${problem.detail ?? "The service does not know it"}. The service was started anew, or the job was forgotten.`,
            },
            startAgain(id, job),
            h("a", { class: "button", href: "#/jobs" }, "See all jobs")));
        announce("This job is no longer known.");
    }

    function warn({ code, message }) {
        const key = `${code} ${message}`;
        if (!seen.has(key) && seen.size < 50) {
            seen.add(key);
            warnings.append(h("li", {}, h("strong", {}, code), " ", message));
            show(warnings, true);
        }
    }

    function goTo(nextId, nextRest) {
        const found = nextId === id && PARTS.find(([pattern]) => pattern.test(nextRest ?? ""));
        if (!found) {
            return false;
        }
        part?.close?.();
        part = found[2](context, ...found[0].exec(nextRest ?? "").slice(1));
        tabs.current(found[1]);
        place.replaceChildren(part.root);
        part.update({});
        return true;
    }

    if (!goTo(id, rest)) {
        goTo(id, "");
    }
    const listening = setInterval(() => {
        const { snapshot, job } = known;
        if (snapshot && job?.state === "running") {
            announce(`${count(snapshot.rows)} rows${snapshot.fraction === null ? "" : `, ${percent(snapshot.fraction)}`}.`);
        }
    }, 15_000);
    return {
        title: "Job",
        root,
        goTo,
        close() {
            clearInterval(listening);
            part?.close?.();
            head.close();
            feed.close();
        },
    };
}

function tabLinks(id) {
    const link = (name, path) => h("a", { href: `#/jobs/${id}${path}` }, name);
    const links = {
        columns: link("Columns", ""),
        timeline: link("Timeline", "/timeline"),
        groups: link("Groups", "/groups"),
        correlations: link("Correlations", "/correlations"),
    };
    show(links.groups, false);
    show(links.correlations, false);
    return {
        root: h("nav", { class: "tabs", "aria-label": "Parts of this job" }, ...Object.values(links)),
        current: name => Object.entries(links).forEach(([of, it]) => mark(it, "aria-current", of === name ? "page" : null)),
        update({ snapshot, schema }) {
            put(links.columns, schema.length ? `Columns ${schema.length}` : "Columns");
            show(links.groups, Boolean(snapshot?.groups));
            show(links.correlations, Boolean(snapshot?.correlations));
        },
    };
}

// After a restart of the service and a reload of the page, this is all that is left of a job.
function remember(job) {
    sessionStorage.setItem(`interim.job.${job.id}`, JSON.stringify(job));
}

function recalled(id) {
    return JSON.parse(sessionStorage.getItem(`interim.job.${id}`) ?? "null");
}
