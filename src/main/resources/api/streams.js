// A plugin of Swagger UI: what comes on a stream of events is shown as it comes, and the stream can be stopped.
// By itself Swagger UI shows nothing before an answer has ended.
const InterimStreams = (() => {
    /** So much of a stream is shown, its end: markup of more would slow the page down. */
    const MOST_CHARACTERS = 32 * 1024;
    const PAUSE_MILLIS = 250;

    /** The streams that are open, by operation. */
    const open = new Map();
    const watchers = new Set();

    const isStream = ({ pathName, method }) => method === "get" && pathName.endsWith("/events");
    const keyOf = (path, method) => `${method} ${path}`;

    function changed() {
        watchers.forEach(watcher => watcher());
    }

    function watch(watcher) {
        watchers.add(watcher);
        return () => watchers.delete(watcher);
    }

    /** Ends a stream of which nothing more is to be shown. */
    function forget(key) {
        const stream = open.get(key);
        if (stream !== undefined) {
            stream.isForgotten = true;
            stream.controller.abort();
        }
    }

    /** What is said of an answer so far, as Swagger UI has it. */
    function answer(response, text, started) {
        return {
            ok: response.ok,
            url: response.url,
            status: response.status,
            statusText: response.statusText,
            headers: Object.fromEntries(response.headers),
            text,
            data: text,
            duration: Date.now() - started,
        };
    }

    function shortened(text, left) {
        if (text.length <= MOST_CHARACTERS) {
            return { text, left };
        }
        const from = text.length - MOST_CHARACTERS / 2;
        const line = text.indexOf("\n", from);
        const cut = line < 0 ? from : line + 1;
        return { text: text.slice(cut), left: left + cut };
    }

    /** Reads an answer to its end, or until it is stopped, and shows it now and then. */
    async function read(response, show) {
        let shown = { text: "", left: 0 };
        let due = 0;
        const said = () =>
            shown.left === 0 ? shown.text : `: … ${shown.left} characters before\n\n${shown.text}`;
        const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
        try {
            for (let part = await reader.read(); !part.done; part = await reader.read()) {
                shown = shortened(shown.text + part.value, shown.left);
                const began = performance.now();
                if (began >= due) {
                    show(said());
                    // A slow machine shows less often, and stays usable.
                    due = performance.now() + Math.max(PAUSE_MILLIS, 4 * (performance.now() - began));
                }
            }
        } catch (broken) {
            return `${said()}\n: ${broken.name === "AbortError" ? "stopped" : `broken off: ${broken.message}`}\n`;
        }
        return said();
    }

    /** Sends a request in the place of Swagger UI, which hears of its end. */
    async function follow(given, stream, show) {
        const request = given.requestInterceptor ? await given.requestInterceptor(given) : given;
        const started = Date.now();
        const response = await fetch(request.url, {
            method: request.method,
            headers: request.headers,
            credentials: request.credentials ?? "same-origin",
            signal: stream.controller.signal,
        });
        const text = await read(response, text => {
            if (!stream.isForgotten) {
                show(answer(response, text, started));
            }
        });
        const whole = answer(response, text, started);
        if (!response.ok) {
            throw Object.assign(new Error(response.statusText), {
                status: response.status,
                statusCode: response.status,
                response: whole,
            });
        }
        return whole;
    }

    const executeRequest = (original, system) => request => {
        if (!isStream(request)) {
            return original(request);
        }
        const key = keyOf(request.pathName, request.method);
        forget(key);
        const stream = { controller: new AbortController(), isForgotten: false };
        const show = answer => system.specActions.setResponse(request.pathName, request.method, answer);
        const http = given =>
            follow(given, stream, show)
                .finally(() => {
                    if (open.get(key) === stream) {
                        open.delete(key);
                        changed();
                    }
                })
                // What comes of a stream that is forgotten must not be shown in the place of another.
                .then(
                    whole => (stream.isForgotten ? new Promise(() => {}) : whole),
                    error => (stream.isForgotten ? new Promise(() => {}) : Promise.reject(error)),
                );
        open.set(key, stream);
        changed();
        return original({ ...request, http });
    };

    const clearResponse = original => (path, method) => {
        forget(keyOf(path, method));
        return original(path, method);
    };

    const execute = (Execute, system) =>
        function ExecuteAndStop(props) {
            const { createElement, Fragment, useSyncExternalStore } = system.React;
            const key = keyOf(props.path, props.method);
            const stream = useSyncExternalStore(watch, () => open.get(key));
            const stop = createElement(
                "button",
                { type: "button", className: "btn cancel", onClick: () => stream.controller.abort() },
                "Stop",
            );
            return createElement(Fragment, null, createElement(Execute, props), stream ? stop : null);
        };

    return () => ({
        statePlugins: { spec: { wrapActions: { executeRequest, clearResponse } } },
        wrapComponents: { execute },
    });
})();
