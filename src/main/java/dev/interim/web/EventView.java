package dev.interim.web;

import dev.interim.job.EventLog;
import dev.interim.job.JobEvent;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Events on the wire.
final class EventView {
    private EventView() {}

    /// Data of a `warning`.
    @Schema(name = "Warning")
    record Warning(String code, String message) {}

    /// Data of a `gap`: the first and the last number of what is gone.
    @Schema(name = "EventGap") // another gap is in the statistics of dates
    record Gap(long from, long to) {}

    /// An event on one line of NDJSON.
    record Line(@Nullable String id, String event, Object data) {
        static Line of(EventLog.Entry entry) {
            return new Line(
                    entry.number() == 0 ? null : Long.toString(entry.number()),
                    entry.event().type(),
                    EventView.data(entry.event()));
        }
    }

    /// What is said of an event, to be written as JSON.
    static Object data(JobEvent event) {
        return switch (event) {
            case JobEvent.StateChanged changed -> JobView.of(changed.job());
            case JobEvent.Progressed progressed -> ProgressView.of(progressed.progress());
            case JobEvent.SnapshotTaken taken -> SnapshotView.of(taken.snapshot());
            case JobEvent.Warned warned -> new Warning(warned.code(), warned.message());
            case JobEvent.Missed missed -> new Gap(missed.from(), missed.to());
            case JobEvent.Finished finished -> JobView.of(finished.job());
        };
    }
}
