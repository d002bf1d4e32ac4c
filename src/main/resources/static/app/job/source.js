// How a source is called in headings.

import { fileName } from "../upload.js";

/** A name that people recognise: of a file, or the end of an address. */
export function sourceName(job) {
    const { uri } = job.source;
    if (uri.startsWith("upload:")) {
        return fileName(job.id) ?? "Uploaded file";
    }
    if (uri.startsWith("sample:") || uri.startsWith("synthetic:")) {
        return uri.split("?")[0];
    }
    try {
        const { pathname, host } = new URL(uri);
        return decodeURIComponent(pathname.split("/").filter(Boolean).at(-1) ?? host);
    } catch {
        return uri;
    }
}
