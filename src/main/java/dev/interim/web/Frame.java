package dev.interim.web;

import dev.interim.job.EventLog;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What is sent to a subscriber in one piece: an event, or what is there to break the silence.
///
/// Shared by all who get it; nobody changes its bytes.
///
/// @param entry the event; `null` where it is none
record Frame(EventLog.@Nullable Entry entry, byte[] bytes) {
    /// What is no event.
    static Frame of(String text) {
        return new Frame(null, text.getBytes(StandardCharsets.UTF_8));
    }
}
