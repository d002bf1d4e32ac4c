package dev.interim.engine.simd;

/// The ways of parsing columns of usual timestamps, as far as this JVM has them.
public final class UsualInstantsTwins {
    private UsualInstantsTwins() {}

    /// Leaves every field to its parser.
    public static UsualInstants plain() {
        return new OneByOne();
    }

    /// The fastest one; the plain one where there is no other.
    public static UsualInstants fastest() {
        return UsualInstants.fastest();
    }

    /// Whether the fastest one is not the plain one.
    public static boolean areTwo() {
        return !(fastest() instanceof OneByOne);
    }
}
