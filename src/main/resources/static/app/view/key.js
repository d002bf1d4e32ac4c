// Where the page says who it is, to a service that asks everybody.

import { h } from "../dom.js";
import { answered } from "../api.js";
import { attempt } from "../notice.js";
import { keep } from "../key.js";

const SENDABLE = /^[\x21-\x7e]+$/;

/**
 * The view that asks for a key.
 *
 * @param known called once a good one was given
 */
export function keyView(known) {
    const field = h("input", { id: "key", type: "password", autocomplete: "off", spellcheck: "false", required: true, "aria-describedby": "key-hint" });
    const trouble = h("div");
    const submit = async event => {
        event.preventDefault();
        const given = field.value.trim();
        await attempt(trouble, async () => {
            await answered("modes", {}, SENDABLE.test(given) ? given : "?");
            keep(given);
            known();
        });
    };
    const root = h("form", { class: "narrow stack", on: { submit } },
        h("h1", {}, "Who are you?"),
        h("p", {}, "This service works for those who have a key or a token from whoever runs it."),
        h("div", { class: "field" }, h("label", { for: "key" }, "Key or token"), field),
        h("p", { id: "key-hint", class: "hint" }, "It is kept in this tab only, until the tab is closed."),
        h("div", { class: "row" }, h("button", { type: "submit", class: "main" }, "Go on")),
        trouble);
    return { title: "Who are you?", root, focus: () => field.focus() };
}
