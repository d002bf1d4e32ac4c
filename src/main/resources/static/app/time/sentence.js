// What happened in a race, in a sentence or two.

import { duration } from "../format.js";

const CLEARLY = 1.15;

/** Tells a race from its runs as `{mode, state, isEnded, first, total}`, times in seconds or `null`. */
export function sentenceOf(runs) {
    const running = runs.filter(run => !run.isEnded);
    if (running.length > 0) {
        return stillRunning(runs, running);
    }
    const failed = runs.filter(run => run.state !== "succeeded");
    if (failed.length > 0) {
        return `${listed(failed.map(run => run.mode))} did not come to a good end, so there is nothing to compare.`;
    }
    const told = runs.filter(run => run.first !== null);
    if (told.length < 2) {
        return told.length === 1 ? `${capital(told[0].mode)} showed its first result after ${duration(told[0].first)} and was done after ${duration(told[0].total)}.` : "";
    }
    return `${aboutFirst(told)} ${aboutEnd(told)}`;
}

function stillRunning(runs, running) {
    const now = running.find(run => run.state === "running" || run.state === "paused");
    const done = runs.length - running.length;
    return now === undefined
        ? "Waiting for its turn."
        : `${capital(now.mode)} is running${now.first === null ? ", with no result yet" : `; its first result came after ${duration(now.first)}`}${done > 0 ? `. ${done} of ${runs.length} are done.` : "."}`;
}

function aboutFirst(runs) {
    const sorted = [...runs].sort((a, b) => a.first - b.first);
    const slowest = sorted.at(-1);
    const quick = sorted.filter(run => slowest.first / run.first >= CLEARLY);
    if (quick.length === 0) {
        return `All showed their first result at about the same time, after ${duration(sorted[0].first)}.`;
    }
    const factor = slowest.first / quick[0].first;
    return `${capital(listed(quick.map(run => run.mode)))} had a first result after ${spread(quick.map(run => run.first))}, ${times(factor)} sooner than ${slowest.mode} (${duration(slowest.first)}).`;
}

function aboutEnd(runs) {
    const sorted = [...runs].sort((a, b) => a.total - b.total);
    const slowest = sorted.at(-1);
    const quick = sorted.filter(run => slowest.total / run.total >= CLEARLY);
    const slow = sorted.filter(run => !quick.includes(run));
    if (quick.length === 0) {
        return `All were done after about ${duration(sorted[0].total)}: here taking turns costs nothing, and running side by side gains nothing.`;
    }
    const why = quick.some(run => run.mode === "parallel") ? ", because fetch and statistics ran at the same moment" : "";
    return `${capital(listed(quick.map(run => run.mode)))} was done after ${spread(quick.map(run => run.total))}${why}; ${listed(slow.map(run => run.mode))} took ${spread(slow.map(run => run.total))}.`;
}

function spread(lengths) {
    const least = duration(Math.min(...lengths));
    const most = duration(Math.max(...lengths));
    return least === most ? least : `about ${duration((Math.min(...lengths) + Math.max(...lengths)) / 2)}`;
}

function times(factor) {
    return factor >= 9.5 ? `${Math.round(factor)} times` : `${factor.toFixed(1)} times`;
}

function listed(names) {
    return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function capital(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}
