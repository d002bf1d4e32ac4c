package dev.interim.schedule;

/// A source of monotonic time; nothing else in this package knows what time it is.
@FunctionalInterface
public interface Ticker {

    /// Nanoseconds since some fixed moment; only differences mean something.
    long nanos();

    /// The machine's own: the one place here that asks for it.
    static Ticker system() {
        return System::nanoTime;
    }
}
