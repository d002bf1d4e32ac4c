// The page's end of the worker that follows a job.

import { key, unknown } from "../key.js";

const policy = globalThis.trustedTypes?.createPolicy("interim-worker", {
    // The only script that this page ever names at run time.
    createScriptURL: () => new URL("worker.js", import.meta.url).href,
});

export class Feed {
    #worker;

    /**
     * @param id the job's
     * @param take called with each piece of news
     */
    constructor(id, take) {
        const address = policy ? policy.createScriptURL("") : new URL("worker.js", import.meta.url);
        this.#worker = new Worker(address, { type: "module" });
        this.#worker.onmessage = ({ data }) => (data.unknown ? unknown() : take(data));
        this.#worker.postMessage({ order: "follow", id, base: new URL(".", document.baseURI).href, key: key() });
    }

    /** Says which columns are seen, and of which figures their history. */
    watch(columns, keys) {
        this.#worker.postMessage({ order: "watch", columns, keys });
    }

    /** Asks for the places of the columns in an order. */
    sort(by, falling) {
        this.#worker.postMessage({ order: "order", by, falling });
    }

    hurry() {
        this.#worker.postMessage({ order: "hurry" });
    }

    close() {
        this.#worker.terminate();
    }
}
