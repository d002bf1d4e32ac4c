// What a program does with the service, by a client that is made from the served description: `schema.d.ts`.
// Takes the address of the service, and prints what it has seen as one line of JSON.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

type Event = components["schemas"]["Event"];
type Snapshot = components["schemas"]["Snapshot"];

declare const process: { argv: string[] };

const baseUrl = process.argv[2];
if (baseUrl === undefined) {
    throw new Error("usage: client.js <address of the service>");
}
const service = createClient<paths>({ baseUrl });

function given<T>(value: T | null | undefined, what: string): T {
    if (value === null || value === undefined) {
        throw new Error(`there is no ${what}`);
    }
    return value;
}

// Where an answer may also be text, the client cannot know which it is.
function json<T>(value: T, what: string): Exclude<NonNullable<T>, string> {
    const there = given(value, what);
    if (typeof there === "string") {
        throw new Error(`${what} is text`);
    }
    return there as Exclude<NonNullable<T>, string>;
}

async function start(key: string) {
    const { data, error } = await service.POST("/jobs", {
        params: {
            query: { uri: "sample:trips", mode: "parallel" },
            header: { "Idempotency-Key": key },
        },
    });
    if (error !== undefined) {
        throw new Error(`${error.kind}: ${error.detail}`);
    }
    return json(data, "job");
}

async function* events(id: string): AsyncGenerator<Event> {
    const { data } = await service.GET("/jobs/{id}/events", {
        params: { path: { id }, query: { events: "state,snapshot" } },
        headers: { Accept: "application/x-ndjson" },
        parseAs: "stream",
    });
    let rest = "";
    const stream: ReadableStream<Uint8Array> = given(data as ReadableStream<Uint8Array> | null | undefined, "stream");
    const decoder = new TextDecoder();
    for await (const bytes of stream) {
        const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
        rest = given(lines.pop(), "line");
        for (const line of lines.filter(line => line !== "")) {
            yield JSON.parse(line) as Event;
        }
    }
}

const states: string[] = [];
let last: Snapshot | undefined;

function take(event: Event) {
    switch (event.event) {
        case "state":
        case "done":
            states.push(event.data.state);
            break;
        case "snapshot":
            last = event.data;
            break;
        case "progress":
            throw new Error(`not asked for: ${event.data.fraction}`);
        case "warning":
            throw new Error(event.data.message);
        case "gap":
            throw new Error(`${event.data.from} to ${event.data.to} are gone`);
        default:
            // Does not compile when an event is described that has no case above.
            throw new Error(`unknown: ${JSON.stringify(event satisfies never)}`);
    }
}

const key = `client-${Date.now()}`;
const job = await start(key);
const again = await start(key);
for await (const event of events(job.id)) {
    take(event);
}

const result = await service.GET("/jobs/{id}/result", {
    params: { path: { id: job.id }, header: { Prefer: "wait=20" } },
});
const etag = given(result.response.headers.get("ETag"), "ETag");
const same = await service.GET("/jobs/{id}/result", {
    params: { path: { id: job.id }, header: { "If-None-Match": etag } },
});
const fare = given(json(result.data, "result").columns.find(column => column.name === "fare"), "fare");

const refused = await service.PATCH("/jobs/{id}", {
    params: { path: { id: job.id } },
    body: { state: "paused" },
});

const uploaded = await service.PUT("/jobs", {
    params: { query: { mode: "sequential" } },
    body: "a\n1\n2\n",
    bodySerializer: body => body as string,
    headers: { "Content-Type": "text/csv" },
});
const page = await service.GET("/jobs", { params: { query: { limit: 1 } } });

console.log(
    JSON.stringify({
        id: job.id,
        again: again.id,
        states,
        rows: given(last, "snapshot").rows,
        mean: given(fare.numeric, "number").mean,
        statusOfSame: same.response.status,
        refused: given(refused.error, "problem").kind,
        uploaded: json(uploaded.data, "upload").id,
        newest: given(given(page.data, "page").items[0], "job").id,
        next: given(page.data, "page").next,
    }),
);
