package dev.interim.engine.source;

import org.jspecify.annotations.Nullable;

/// A source that is being fetched: its bytes in order, taken without waiting.
///
/// One owner at a time calls {@link #take} (ownership may move between threads with a
/// happens-before edge); {@link #origin} and {@link #close} may be called by any thread.
public interface Fetch extends AutoCloseable {
    /// What {@link #take} answers when all bytes were taken.
    int END = -1;

    /// Takes bytes that have arrived, and never waits for the network.
    ///
    /// A local file may be read here: that is bounded by `length`.
    ///
    /// @param length how many bytes at most, at least 1
    /// @return how many bytes were stored; 0 when there are none yet, in which case `ready` will be
    ///   called when there may be; {@link #END} at the end
    /// @throws dev.interim.engine.failure.FailureException when the fetch has failed; what was
    ///   taken before stays valid
    int take(byte[] target, int offset, int length);

    /// The name of the file whose bytes are being taken, where there are several one after the
    /// other; `null` where there is one. For the owner, as the next two.
    default @Nullable String part() {
        return null;
    }

    /// Whether another file follows the one whose bytes are being taken.
    default boolean hasNext() {
        return false;
    }

    /// Goes on to the next file, once {@link #take} has answered {@link #END} for this one.
    ///
    /// @throws dev.interim.engine.failure.FailureException where it cannot be read
    default void next() {
        throw new IllegalStateException("there is one file");
    }

    /// What is known by now of the thing being fetched.
    Origin origin();

    /// What went wrong on the way and was tried again, until now; whoever waits to take is told
    /// that there may be something when it changes. Any thread.
    default Retries retries() {
        return Retries.NONE;
    }

    /// Nobody will take for a while: what holds a connection may give it back, where it can go on
    /// later. Any thread; more than once.
    default void pause() {}

    /// Somebody may take again. Any thread; also without a pause before.
    default void resume() {}

    /// Whether several connections may be used at the same time; only one until this is called. Any
    /// thread.
    default void parallel(boolean isAllowed) {}

    /// How many bytes of memory it holds for bytes that come or wait to be taken. Any thread.
    default long memory() {
        return 0;
    }

    /// Releases connection, file and threads in bounded time; later calls of {@link #take} fail.
    /// May be called more than once, and before the end.
    @Override
    void close();
}
