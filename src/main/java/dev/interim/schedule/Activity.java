package dev.interim.schedule;

/// What a turn was spent on, for example `fetch`; the users of this package name their own.
public record Activity(String name) {

    /// The activity of a turn that did not say what it did.
    public static final Activity NONE = new Activity("none");

    public Activity {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an activity needs a name");
        }
    }
}
