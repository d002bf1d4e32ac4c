// All columns as cards. Every card has its heading from the start, so that it can be found; its
// numbers are made when it comes near the window, and only cards near the window are updated.

import { h, put, show } from "../dom.js";
import { Card } from "./card.js";
import { FIGURES } from "../follow/figures.js";
import { many } from "../format.js";
import { legend } from "./legend.js";

const SHELLS_A_TURN = 60;
const SETTLING = ["mean", "stddev", "min", "median", "max", "distinct", "nulls", "minLength", "meanLength", "maxLength", "trues"];

/** The part of a job's view that shows its columns. */
export function columnsPart({ id, known, feed }) {
    const search = h("input", { type: "search", placeholder: "Find a column", "aria-label": "Find a column", autocomplete: "off", spellcheck: "false" });
    const sort = h("select", { "aria-label": "Sort by" },
        h("option", { value: "" }, "As in the data"),
        h("option", { value: "name" }, "By name"),
        h("option", { value: "type" }, "By type"),
        ...FIGURES.filter(it => ["nulls", "distinct", "mean", "stddev", "min", "max", "skewness", "maxLength"].includes(it.key))
            .map(it => h("option", { value: it.key }, `${it.label}, largest first`)));
    const settling = h("input", { type: "checkbox", id: "settling" });
    const found = h("span", { class: "hint", role: "status" });
    const grid = h("div", { class: "cards" });
    const empty = h("p", { class: "hint waiting" }, "Waiting for the first rows …");
    const root = h("section", { class: "stack-small", "aria-label": "Columns" },
        h("h2", { class: "unseen" }, "Columns"),
        h("div", { class: "row spread tools" },
            h("div", { class: "row" }, search, sort, found),
            h("div", { class: "row" }, h("label", { class: "row tick" }, settling, "How they settled"), legend())),
        empty, grid);
    const near = new Set();
    const cards = new Map();
    let asked = 0;

    const observer = new IntersectionObserver(entries => {
        for (const { target, isIntersecting } of entries) {
            if (isIntersecting) {
                near.add(target.interimCard);
            } else {
                near.delete(target.interimCard);
            }
        }
        ask();
    }, { rootMargin: "300px" });

    function ask() {
        cancelAnimationFrame(asked);
        asked = requestAnimationFrame(() => feed.watch([...near].map(card => card.at), settling.checked ? SETTLING : []));
    }

    // A frame makes only so many, so that a thousand columns do not hold it up.
    function makeShells() {
        const from = cards.size;
        const fresh = known.schema.slice(from, from + SHELLS_A_TURN).map((column, i) => {
            const card = new Card(id, from + i, column);
            cards.set(from + i, card);
            return card;
        });
        grid.append(...fresh.map(card => card.root));
        fresh.forEach(card => observer.observe(card.root));
        if (cards.size < known.schema.length) {
            requestAnimationFrame(makeShells);
        } else {
            filter();
        }
    }

    function filter() {
        const wanted = search.value.trim().toLowerCase();
        let matches = 0;
        for (const card of cards.values()) {
            const isFound = card.name.toLowerCase().includes(wanted);
            show(card.root, isFound);
            matches += isFound ? 1 : 0;
        }
        put(found, wanted === "" ? many(cards.size, "column") : `${matches} of ${many(cards.size, "column")}`);
    }

    function arrange(order) {
        grid.append(...order.map(at => cards.get(at)?.root).filter(Boolean));
    }

    search.addEventListener("input", filter);
    settling.addEventListener("change", () => {
        grid.classList.toggle("settling", settling.checked);
        ask();
    });
    sort.addEventListener("change", () => feed.sort(sort.value, !["", "name", "type"].includes(sort.value)));

    return {
        root,
        update(news) {
            const { schema, snapshot } = known;
            if (cards.size === 0 && schema.length > 0) {
                makeShells();
            }
            show(empty, cards.size === 0);
            put(empty, waitingFor(known.job));
            if (news.schema) {
                cards.forEach((card, at) => card.retype(schema[at]));
            }
            for (const piece of news.columns ?? []) {
                cards.get(piece.at)?.update(piece.column, snapshot, piece.settled);
            }
            if (news.order) {
                arrange(news.order);
            }
        },
        close: () => observer.disconnect(),
    };
}

function waitingFor(job) {
    if (job?.endedAt) {
        return "The job ended before there was a result.";
    }
    return job?.mode === "sequential" && job.state !== "paused"
        ? "In sequential mode there is no result before the end. Another mode, chosen above, shows one sooner."
        : "Waiting for the first rows …";
}
