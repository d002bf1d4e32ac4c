package dev.interim.engine.simd;

import java.util.stream.Stream;

/// The ways of parsing columns of short numbers, as far as this JVM has them.
public final class ShortNumbersTwins {
    private ShortNumbersTwins() {}

    /// Leaves every field to its parser.
    public static ShortNumbers plain() {
        return new OneByOne();
    }

    /// The fastest one; the plain one where there is no other.
    public static Stream<ShortNumbers> others() {
        return Stream.of(ShortNumbers.fastest());
    }
}
