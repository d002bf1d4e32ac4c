package dev.interim.web;

import dev.interim.job.EventLog;
import dev.interim.job.JobEvent;
import java.io.ByteArrayOutputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Makes frames of events: of the same event one for all who get it about the same time.
///
/// Any thread.
final class Framing {
    /// A power of two; an event that meets another here is made again, and nothing worse.
    private static final int PLACES = 1024;

    private final Function<EventLog.Entry, byte[]> bytes;
    private final Frame beat;
    private final AtomicReferenceArray<@Nullable Made> made = new AtomicReferenceArray<>(PLACES);

    /// A frame for as long as somebody sends it.
    private record Made(long number, WeakReference<JobEvent> event, WeakReference<Frame> frame) {
        boolean isOf(EventLog.Entry entry) {
            return number == entry.number() && event.refersTo(entry.event());
        }
    }

    private Framing(Function<EventLog.Entry, byte[]> bytes, String beat) {
        this.bytes = bytes;
        this.beat = Frame.of(beat);
    }

    /// As server-sent events.
    static Framing serverSent(JsonMapper json) {
        return new Framing(entry -> serverSent(entry, json), ":still here\n\n");
    }

    /// As lines of JSON.
    static Framing lines(JsonMapper json) {
        return new Framing(
                entry -> joined("", json.writeValueAsBytes(EventView.Line.of(entry)), "\n"), "\n");
    }

    private static byte[] serverSent(EventLog.Entry entry, JsonMapper json) {
        String id = entry.number() == 0 ? "" : "id:" + entry.number() + "\n";
        return joined(
                id + "event:" + entry.event().type() + "\ndata:",
                json.writeValueAsBytes(EventView.data(entry.event())),
                "\n\n");
    }

    private static byte[] joined(String head, byte[] json, String end) {
        var joined = new ByteArrayOutputStream(head.length() + json.length + end.length());
        joined.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        joined.writeBytes(json);
        joined.writeBytes(end.getBytes(StandardCharsets.US_ASCII));
        return joined.toByteArray();
    }

    /// What breaks the silence.
    Frame beat() {
        return beat;
    }

    /// The frame of an event.
    Frame of(EventLog.Entry entry) {
        int place = System.identityHashCode(entry.event()) & (PLACES - 1);
        var known = made.get(place);
        var shared = known != null && known.isOf(entry) ? known.frame().get() : null;
        if (shared != null) {
            return shared;
        }
        var frame = new Frame(entry, bytes.apply(entry));
        made.set(
                place,
                new Made(
                        entry.number(),
                        new WeakReference<>(entry.event()),
                        new WeakReference<>(frame)));
        return frame;
    }
}
