// The events of a job, across lost connections: goes on behind the last event it has seen.

const SOON = 500;
const LATE = 5000;

export class Stream {
    #id;
    #base;
    #listener;
    #source = null;
    #last = 0;
    #wait = SOON;
    #timer = 0;
    #isOver = false;

    /**
     * @param id the job's
     * @param base the address of the service
     * @param listener told of job, progress, snapshot, warning, connection, gone
     */
    constructor(id, base, listener) {
        this.#id = id;
        this.#base = base;
        this.#listener = listener;
    }

    open() {
        this.#timer = 0;
        const source = new EventSource(`${this.#base}jobs/${this.#id}/events?lastEventId=${this.#last}`);
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
    async #broke() {
        this.#source.close();
        if (!this.#isOver) {
            this.#listener.connection("lost");
            this.#timer = setTimeout(() => this.#probe(), this.#wait);
            this.#wait = Math.min(LATE, this.#wait * 2);
        }
    }

    async #probe() {
        this.#timer = 0;
        try {
            const answer = await fetch(`${this.#base}jobs/${this.#id}`, { cache: "no-store" });
            if (answer.status === 404) {
                this.#isOver = true;
                this.#listener.gone(await answer.json());
                return;
            }
            if (answer.ok) {
                this.open();
                return;
            }
        } catch {
            // No answer yet: the same as a bad one.
        }
        this.#broke();
    }
}
