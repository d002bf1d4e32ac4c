package dev.interim.run;

import dev.interim.schedule.Activity;

/// What a run spends its turns on.
final class Activities {
    static final Activity FETCH = new Activity("fetch");
    static final Activity DECOMPRESS = new Activity("decompress");
    static final Activity STATISTICS = new Activity("statistics");

    private Activities() {}
}
