package dev.interim.run;

import dev.interim.schedule.Activity;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What a run does over many turns: each told to its listener when it begins and when it is over,
/// once. Any thread.
final class Phases {
    /// What is run when something is over that nobody wants to hear of.
    static final Runnable OVER = () -> {};

    private final RunListener listener;
    private final Map<Activity, Runnable> begun = new ConcurrentHashMap<>();

    Phases(RunListener listener) {
        this.listener = listener;
    }

    /// This is done from now on, if it was not before.
    void begin(Activity activity) {
        begun.computeIfAbsent(activity, listener::begun);
    }

    /// This is over, if it was begun.
    void end(Activity activity) {
        var over = begun.replace(activity, OVER);
        if (over != null) {
            over.run();
        }
    }

    /// All is over.
    void end() {
        begun.keySet().forEach(this::end);
    }
}
