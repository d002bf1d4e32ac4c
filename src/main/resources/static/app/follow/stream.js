// The events of a job, across lost connections: goes on behind the last event it has seen.

import { credentials } from "../key.js";

const SOON = 500;
const LATE = 5000;

export class Stream {
    #id;
    #base;
    #key;
    #listener;
    #source = null;
    #last = 0;
    #wait = SOON;
    #timer = 0;
    #isOver = false;

    /**
     * @param id the job's
     * @param base the address of the service
     * @param key what the service is told of who asks, `null` for nothing
     * @param listener told of job, progress, snapshot, warning, connection, gone, unknown
     */
    constructor(id, base, key, listener) {
        this.#id = id;
        this.#base = base;
        this.#key = key;
        this.#listener = listener;
    }

    /** An EventSource cannot say who it is: with a key it goes in with a ticket, good for one time. */
    async open() {
        this.#timer = 0;
        if (this.#key === null) {
            this.#listen("");
            return;
        }
        const answer = await this.#ask(`tickets?job=${this.#id}`, { method: "POST" });
        if (answer !== null) {
            this.#listen(`&ticket=${(await answer.json()).ticket}`);
        }
    }

    #listen(ticket) {
        const source = new EventSource(`${this.#base}jobs/${this.#id}/events?lastEventId=${this.#last}${ticket}`);
        this.#source = source;
        source.onopen = () => {
            this.#wait = SOON;
            this.#listener.connection("live");
        };
        source.onerror = () => this.#broke();
        const on = (type, take) => source.addEventListener(type, event => {
            this.#last = Number(event.lastEventId) || this.#last;
            take(JSON.parse(event.data));
        });
        on("state", job => this.#listener.job(job));
        on("progress", progress => this.#listener.progress(progress));
        on("snapshot", snapshot => this.#listener.snapshot(snapshot));
        on("warning", warning => this.#listener.warning(warning));
        on("done", job => {
            this.#isOver = true;
            source.close();
            this.#listener.job(job);
            this.#listener.connection("over");
        });
    }

    /** Tries again now. */
    hurry() {
        if (this.#timer !== 0) {
            clearTimeout(this.#timer);
            this.#probe();
        }
    }

    /** The browser would come back by itself, but could not say why it cannot. */
    #broke() {
        this.#source?.close();
        if (!this.#isOver) {
            this.#listener.connection("lost");
            this.#timer = setTimeout(() => this.#probe(), this.#wait);
            this.#wait = Math.min(LATE, this.#wait * 2);
        }
    }

    async #probe() {
        this.#timer = 0;
        if ((await this.#ask(`jobs/${this.#id}`, {})) !== null) {
            this.open();
        }
    }

    /** A good answer; otherwise `null`, and what follows from that is done. */
    async #ask(path, options) {
        try {
            const answer = await fetch(this.#base + path, { cache: "no-store", headers: credentials(this.#key), ...options });
            if (answer.ok) {
                return answer;
            }
            if (answer.status === 404) {
                this.#isOver = true;
                this.#listener.gone(await answer.json());
                return null;
            }
            if (answer.status === 401) {
                this.#isOver = true;
                this.#listener.unknown();
                return null;
            }
        } catch {
            // No answer yet: the same as a bad one.
        }
        this.#broke();
        return null;
    }
}
