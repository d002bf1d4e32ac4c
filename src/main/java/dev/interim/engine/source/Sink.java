package dev.interim.engine.source;

import java.io.IOException;
import java.io.InputStream;

/// Where the bytes of a stretch go, in order; for one thread.
interface Sink {
    /// Waits until there is room.
    ///
    /// @return false when nothing is wanted any more
    boolean awaitRoom() throws InterruptedException;

    /// Reads once from `in` into the room that {@link #awaitRoom} found.
    ///
    /// @param most how many bytes at most, at least 1
    /// @return how many bytes, -1 at the end of `in`
    int readFrom(InputStream in, long most) throws IOException;
}
