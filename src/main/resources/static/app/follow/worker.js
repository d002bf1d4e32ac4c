// Follows one job beside the page: reads its events, keeps what they said, and hands over only
// what the page shows, so that a snapshot of hundreds of columns never holds the page up.

import { FIGURES, PLACE } from "./figures.js";
import { History } from "./history.js";
import { Stream } from "./stream.js";
import { credentials } from "../key.js";
import { ordered } from "./order.js";

/** The page hears of news at most this often. */
const INTERVAL = 120;

let history = new History();
let snapshot = null;
let watched = [];
let settling = [];
let news = {};
let timer = 0;
let lastTime = 0;
let names = "";

/** While the past of a job that has ended is told, there is nothing to show: only its end counts. */
let isPast = false;

function tell(part) {
    Object.assign(news, part);
    if (timer === 0 && !isPast) {
        timer = setTimeout(hand, Math.max(0, lastTime + INTERVAL - performance.now()));
    }
}

function hand() {
    timer = 0;
    lastTime = performance.now();
    postMessage(news);
    news = {};
}

function shown() {
    const { columns, ...head } = snapshot;
    const schema = columns.map(column => `${column.name}\u0000${column.type}`).join("\u0001");
    if (schema !== names) {
        names = schema;
        tell({ schema: columns.map(({ name, type, index }) => ({ name, type, index })) });
    }
    tell({ snapshot: head, columns: watched.filter(i => i < columns.length).map(i => ({ at: i, column: columns[i], settled: settled(i) })) });
}

function settled(i) {
    return Object.fromEntries(settling.map(key => [key, history.of(i, PLACE[key])]));
}

const listener = {
    job: job => tell({ job, progress: job.progress }),
    progress: progress => tell({ progress }),
    warning: warning => tell({ warnings: [...(news.warnings ?? []), warning] }),
    connection(connection) {
        isPast &&= connection === "live";
        tell({ connection });
    },
    gone: problem => tell({ gone: problem }),
    unknown: () => postMessage({ unknown: true }),
    snapshot(next) {
        if (snapshot !== null && next.sequence <= snapshot.sequence) {
            return; // seen before the connection broke
        }
        snapshot = next;
        history.add(next);
        shown();
    },
};

let stream = null;

/** Whether this job has ended; what is not known has not. */
async function hasEnded(job, key) {
    try {
        const answer = await fetch(job, { cache: "no-store", headers: credentials(key) });
        return answer.ok && (await answer.json()).endedAt !== null;
    } catch {
        return false;
    }
}

const orders = {
    follow: async ({ id, base, key }) => {
        stream = new Stream(id, base, key, listener);
        isPast = await hasEnded(`${base}jobs/${id}`, key);
        stream.open();
    },
    /** What the page shows now: these columns, and how these figures of them have settled. */
    watch: ({ columns, keys }) => {
        watched = columns;
        settling = keys === "all" ? FIGURES.map(figure => figure.key) : keys;
        if (snapshot !== null) {
            shown();
        }
    },
    order: ({ by, falling }) => {
        if (snapshot !== null) {
            tell({ order: ordered(snapshot.columns, by, falling) });
        }
    },
    /** A reader who suspects a broken line wants to know now. */
    hurry: () => stream?.hurry(),
};

onmessage = ({ data }) => orders[data.order](data);
