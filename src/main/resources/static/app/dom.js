// Elements, made of text only: nothing in this application turns text into markup.

const SVG = "http://www.w3.org/2000/svg";

/** An HTML element; `on` in the attributes holds listeners, text children become text. */
export function h(tag, attributes = {}, ...children) {
    return filled(document.createElement(tag), attributes, children);
}

/** An SVG element. */
export function s(tag, attributes = {}, ...children) {
    return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
        if (name === "on") {
            for (const [event, listener] of Object.entries(value)) {
                element.addEventListener(event, listener);
            }
        } else if (value === true) {
            element.setAttribute(name, "");
        } else if (value !== false && value !== null && value !== undefined) {
            element.setAttribute(name, value);
        }
    }
    element.append(...children.flat().filter(child => child !== null && child !== undefined));
    return element;
}

/** Sets a text, and touches the page only when it is another one. */
export function put(element, text) {
    const next = String(text);
    if (element.interimText !== next) {
        element.interimText = next;
        element.textContent = next;
    }
}

/** Sets or, with `null`, removes an attribute, and touches the page only when something changes. */
export function mark(element, name, value) {
    if (value === null || value === false) {
        if (element.hasAttribute(name)) {
            element.removeAttribute(name);
        }
    } else if (element.getAttribute(name) !== String(value)) {
        element.setAttribute(name, value);
    }
}

/** Shows or hides. */
export function show(element, isShown) {
    if (element.hidden === isShown) {
        element.hidden = !isShown;
    }
}

let ids = 0;

/** A new id for an element that another one refers to. */
export function newId(what) {
    ids += 1;
    return `${what}-${ids}`;
}
