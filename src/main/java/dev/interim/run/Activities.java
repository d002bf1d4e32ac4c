package dev.interim.run;

import dev.interim.schedule.Activity;

/// What a run does: the first three are what it spends its turns on, the others what it does in
/// them.
final class Activities {
    static final Activity FETCH = new Activity("fetch");
    static final Activity DECOMPRESS = new Activity("decompress");
    static final Activity STATISTICS = new Activity("statistics");
    static final Activity SCAN = new Activity("scan");
    static final Activity SNAPSHOT = new Activity("snapshot");

    private Activities() {}
}
