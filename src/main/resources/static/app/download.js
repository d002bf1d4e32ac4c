// Saves an answer as a file: a link could not say who asks for it.

import { h } from "./dom.js";
import { answered } from "./api.js";

/** Saves what is there in this form under a name. */
export async function download(path, accept, name) {
    const answer = await answered(path, { headers: { Accept: accept } });
    const link = h("a", { href: URL.createObjectURL(await answer.blob()), download: name });
    link.click();
    URL.revokeObjectURL(link.href);
}
