// A row for each worker of each group of spans.

/** Rows with a label, in the order of the groups and of the workers' names. */
export function rowsOf(groups) {
    return groups.flatMap(group => {
        const workers = new Map();
        for (const span of group.spans) {
            if (!workers.has(span.worker)) {
                workers.set(span.worker, []);
            }
            workers.get(span.worker).push(span);
        }
        const names = [...workers.keys()].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
        const rows = names.map(worker => ({ worker, hue: group.hue, spans: workers.get(worker), marks: [] }));
        if (rows.length === 0) {
            rows.push({ worker: "", hue: group.hue, spans: [], marks: [] });
        }
        rows[0].group = group.name;
        rows[0].marks = group.marks ?? [];
        rows[0].height = rows.length;
        return rows;
    });
}

/** Where the last of these spans and marks ends. */
export function endOf(rows) {
    let end = 0;
    for (const { spans, marks } of rows) {
        for (const span of spans) {
            end = Math.max(end, span.end);
        }
        for (const mark of marks) {
            end = Math.max(end, mark.at);
        }
    }
    return end;
}
