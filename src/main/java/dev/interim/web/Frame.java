package dev.interim.web;

import dev.interim.job.EventLog;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What is sent to a subscriber in one piece: an event, or what is there to break the silence.
///
/// Shared by all who get it.
final class Frame {
    private final EventLog.@Nullable Entry entry;
    private final ByteBuffer bytes;

    /// @param entry the event; `null` where it is none
    /// @param bytes belong to the frame from now on
    Frame(EventLog.@Nullable Entry entry, byte[] bytes) {
        this.entry = entry;
        this.bytes = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /// What is no event.
    static Frame of(String text) {
        return new Frame(null, text.getBytes(StandardCharsets.UTF_8));
    }

    /// The event; `null` where it is none.
    EventLog.@Nullable Entry entry() {
        return entry;
    }

    /// The bytes, with a position of their own for each caller.
    ByteBuffer bytes() {
        return bytes.duplicate();
    }
}
