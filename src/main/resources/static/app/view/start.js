// Where a job or a race begins.

import { h, put, show } from "../dom.js";
import { attempt } from "../notice.js";
import { post } from "../api.js";
import { upload } from "../upload.js";
import { curlOf, queryOf, remember } from "../spec.js";
import { modeChoice } from "./modes.js";
import { options } from "./options.js";
import { bytes } from "../format.js";

const ESSAY = "synthetic:essay?fetch=30s&statistics=12s&slices=6&speed=10";

const SAMPLES = [
    ["Taxi trips, as over a slow link", "sample:trips?rate=2MB"],
    ["Taxi trips, at once", "sample:trips"],
    ["Fetch 30 s, statistics 12 s, ten times faster", ESSAY],
    ["Ten seconds of work", "synthetic:work?duration=10s"],
];

/** The start view. */
export function startView() {
    const uri = h("input", {
        id: "uri",
        type: "text",
        inputmode: "url",
        autocomplete: "off",
        spellcheck: "false",
        placeholder: "https://example.org/data.csv",
    });
    const picker = h("input", { type: "file", id: "file", class: "unseen", tabindex: "-1", "aria-hidden": "true" });
    const chosen = h("p", {}, "or drop a CSV, TSV or JSON file anywhere on this page");
    const withdraw = h("button", { type: "button", class: "plain", hidden: true }, "Take the address instead");
    const trouble = h("div");
    const command = h("code", { id: "curl" });
    const modes = modeChoice(refresh);
    const more = options(refresh);
    const raceButton = h("button", { type: "button" }, "Race all three modes");
    let file = null;

    function spec() {
        const given = file === null ? uri.value.trim() : "";
        return { mode: modes.value(), ...(given ? { uri: given } : {}), ...more.values() };
    }

    function refresh() {
        put(command, curlOf(spec(), file?.name ?? null));
        show(withdraw, file !== null);
        put(chosen, file === null ? "or drop a CSV, TSV or JSON file anywhere on this page" : `${file.name}, ${bytes(file.size)}`);
        raceButton.disabled = file !== null;
        raceButton.title = file === null ? "" : "A file is sent once; a race would need it three times";
    }

    async function start(asked) {
        const job = await attempt(trouble, () => post(`jobs?${queryOf(asked)}`));
        if (job !== null) {
            remember(job.id, asked);
            location.hash = `#/jobs/${job.id}`;
        }
    }

    async function send(taken) {
        file = taken;
        refresh();
        const id = await attempt(trouble, () => upload(taken, queryOf(spec())));
        if (id !== null) {
            location.hash = `#/jobs/${id}`;
        }
    }

    async function race(address) {
        const asked = { ...spec(), ...(address ? { uri: address } : {}) };
        delete asked.mode;
        const started = await attempt(trouble, () => post(`races?${queryOf(asked)}`));
        if (started !== null) {
            location.hash = `#/races/${started.id}`;
        }
    }

    uri.addEventListener("input", refresh);
    picker.addEventListener("change", () => picker.files.length && send(picker.files[0]));
    withdraw.addEventListener("click", () => {
        file = null;
        picker.value = "";
        refresh();
    });
    raceButton.addEventListener("click", () => race());

    const samples = SAMPLES.map(([name, address]) =>
        h("li", {}, h("button", {
            type: "button",
            "data-uri": address,
            on: { click: () => { uri.value = address; file = null; refresh(); start(spec()); } },
        }, name)));

    const form = h(
        "form",
        { class: "stack", novalidate: true, "aria-label": "Start a job" },
        h("div", { class: "source" },
            h("div", { class: "field" }, h("label", { for: "uri" }, "Address of a dataset"), uri),
            h("button", { class: "main", type: "submit" }, "Start")),
        h("div", { class: "drop" },
            h("button", { type: "button", on: { click: () => picker.click() } }, "Choose a file"),
            picker, chosen, withdraw),
        h("div", { class: "stack-small" },
            h("p", { class: "label", id: "samples" }, "Or look at one of these"),
            h("ul", { class: "samples", "aria-labelledby": "samples" }, samples)),
        modes.root,
        more.root,
        h("div", { class: "actions" },
            raceButton,
            h("button", { type: "button", id: "essay", on: { click: () => race(ESSAY) } }, "Race the essay’s example")),
        trouble,
        h("div", { class: "field" },
            h("p", { class: "label" }, "The same in a terminal"),
            h("div", { class: "command" }, command, copyButton(command))),
    );
    form.addEventListener("submit", event => {
        event.preventDefault();
        if (file === null) {
            start(spec());
        } else {
            send(file);
        }
    });

    const root = h("div", { class: "narrow stack" },
        h("div", { class: "hero" },
            h("h1", {}, "Statistics while you fetch"),
            h("p", {}, "Point at a dataset and see types, means, quantiles and distinct counts of every column while it is still arriving. Stop when they are good enough.")),
        form);
    refresh();
    const dropping = dropAnywhere(root, send);
    return { title: "Start", root, close: dropping.stop };
}

function copyButton(command) {
    const button = h("button", { type: "button" }, "Copy");
    button.addEventListener("click", async () => {
        try {
            await navigator.clipboard.writeText(command.textContent);
            put(button, "Copied");
        } catch {
            getSelection().selectAllChildren(command);
            put(button, "Selected");
        }
        setTimeout(() => put(button, "Copy"), 2000);
    });
    return button;
}

function dropAnywhere(root, take) {
    const over = event => {
        if (event.dataTransfer?.types.includes("Files")) {
            event.preventDefault();
            root.classList.add("dropping");
        }
    };
    const leave = event => {
        if (event.relatedTarget === null) {
            root.classList.remove("dropping");
        }
    };
    const drop = event => {
        root.classList.remove("dropping");
        if (event.dataTransfer?.files.length) {
            event.preventDefault();
            take(event.dataTransfer.files[0]);
        }
    };
    document.addEventListener("dragover", over);
    document.addEventListener("dragleave", leave);
    document.addEventListener("drop", drop);
    return {
        stop() {
            document.removeEventListener("dragover", over);
            document.removeEventListener("dragleave", leave);
            document.removeEventListener("drop", drop);
        },
    };
}
