// The key or token that a service asks for where others reach it: kept in this tab, until it is closed.

const PLACE = "interim.key";

/** What was given, `null` as long as nothing was. */
export function key() {
    return sessionStorage.getItem(PLACE);
}

export function keep(given) {
    sessionStorage.setItem(PLACE, given);
}

/** What a request says of who sends it; a key of the service passes as a token too. */
export function credentials(given) {
    return given === null ? {} : { Authorization: `Bearer ${given}` };
}

/** Tells the page that the service wants to know who it is, or does not know it any more. */
export function unknown() {
    dispatchEvent(new Event("interim:unknown"));
}
