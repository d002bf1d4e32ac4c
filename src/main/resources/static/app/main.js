// One view at a time, named by what stands behind the # of the address.

import { startView } from "./view/start.js";
import { jobView } from "./view/job.js";
import { raceView } from "./view/race.js";
import { overviewView } from "./view/overview.js";
import { keyView } from "./view/key.js";
import { announce } from "./announce.js";
import { h } from "./dom.js";

const ROUTES = [
    [/^\/?$/, "start", () => startView()],
    [/^\/jobs$/, "overview", () => overviewView()],
    [/^\/jobs\/([0-9a-f-]{36})(?:\/(.*))?$/, "job", (id, rest) => jobView(id, rest ?? "")],
    [/^\/races\/([0-9a-f-]{36})$/, "race", id => raceView(id)],
];

const main = document.getElementById("main");
let current = null;

function nowhere() {
    return {
        title: "Not found",
        root: h("div", { class: "narrow stack" }, h("h1", {}, "There is nothing here"), h("p", {}, h("a", { href: "#/" }, "Start a job"), " or ", h("a", { href: "#/jobs" }, "look at those there are"), ".")),
    };
}

function route() {
    const path = location.hash.replace(/^#/, "");
    if (path === "main") {
        return; // the link that skips to the content
    }
    const found = ROUTES.find(([pattern]) => pattern.test(path));
    const [pattern, name, open] = found ?? [/^/, "nowhere", nowhere];
    const parts = pattern.exec(path).slice(1);
    // The parts of one job share its connection.
    if (current?.goTo && current.name === name && current.goTo(...parts)) {
        return;
    }
    const isFirst = current === null;
    current?.close?.();
    current = { name, ...open(...parts) };
    main.replaceChildren(current.root);
    document.title = `${current.title} · Interim`;
    for (const link of document.querySelectorAll(".top nav a[data-view]")) {
        link.toggleAttribute("aria-current", link.dataset.view === name);
        if (link.dataset.view === name) {
            link.setAttribute("aria-current", "page");
        }
    }
    if (!isFirst) {
        main.focus({ preventScroll: true });
        scrollTo(0, 0);
        announce(current.title);
    }
}

const theme = document.getElementById("theme");
theme.value = document.documentElement.dataset.theme;
theme.addEventListener("change", () => {
    document.documentElement.dataset.theme = theme.value;
    localStorage.setItem("interim.theme", theme.value);
    dispatchEvent(new Event("interim:theme"));
});

addEventListener("interim:unknown", () => {
    if (current?.name === "key") {
        return; // it is being asked already
    }
    current?.close?.();
    current = { name: "key", ...keyView(route) };
    main.replaceChildren(current.root);
    document.title = `${current.title} · Interim`;
    announce(current.title);
    current.focus();
});
addEventListener("hashchange", route);
route();
