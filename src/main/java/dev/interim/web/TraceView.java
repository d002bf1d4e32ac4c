package dev.interim.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.interim.schedule.Span;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A timeline in the trace event format of Chrome: a process for each executor, a thread for each
/// worker, a complete event for each span. Times are in microseconds from the first turn.
@Schema(name = "Trace", description = "A timeline in the trace event format of Chrome")
record TraceView(List<Event> traceEvents, String displayTimeUnit) {
    private static final double NANOS_PER_MICRO = 1e3;

    /// One event of the format, with its names.
    ///
    /// @param ph `X` for a span, `M` for the name of a process or thread
    @Schema(name = "TraceEvent")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Event(
            String name,
            @Nullable String cat,
            String ph,
            int pid,
            int tid,
            @Nullable Double ts,
            @Nullable Double dur,
            Map<String, Object> args) {}

    /// Of spans in the order of their starts.
    static TraceView of(List<Span> spans) {
        return new Writer(spans.isEmpty() ? 0 : spans.getFirst().startNanos()).write(spans);
    }

    /// Numbers processes and threads as they come.
    private static final class Writer {
        private final long zero;
        private final List<Event> events = new ArrayList<>();
        private final Map<String, Integer> processes = new LinkedHashMap<>();
        private final Map<String, Integer> threads = new LinkedHashMap<>();

        Writer(long zero) {
            this.zero = zero;
        }

        TraceView write(List<Span> spans) {
            // Workers get their numbers by name, so that a viewer shows them in that order.
            spans.stream().map(span -> span.track().worker()).sorted().forEach(this::name);
            spans.forEach(this::span);
            return new TraceView(List.copyOf(events), "ms");
        }

        private void name(String worker) {
            String executor = executor(worker);
            if (processes.putIfAbsent(executor, processes.size() + 1) == null) {
                named("process_name", executor, pid(worker), 0);
            }
            if (threads.putIfAbsent(worker, threads.size() + 1) == null) {
                named("thread_name", worker, pid(worker), tid(worker));
            }
        }

        private void named(String what, String name, int pid, int tid) {
            events.add(new Event(what, null, "M", pid, tid, null, null, Map.of("name", name)));
        }

        private void span(Span span) {
            var track = span.track();
            var tally = span.tally();
            events.add(
                    new Event(
                            track.activity().name(),
                            track.lane(),
                            "X",
                            pid(track.worker()),
                            tid(track.worker()),
                            (span.startNanos() - zero) / NANOS_PER_MICRO,
                            (span.endNanos() - span.startNanos()) / NANOS_PER_MICRO,
                            args(track.lane(), tally.bytes(), tally.rows(), tally.turns())));
        }

        private static Map<String, Object> args(String lane, long bytes, long rows, long turns) {
            var args = new LinkedHashMap<String, Object>();
            args.put("lane", lane);
            args.put("bytes", bytes);
            args.put("rows", rows);
            args.put("turns", turns);
            return args;
        }

        private int pid(String worker) {
            return processes.getOrDefault(executor(worker), 0);
        }

        private int tid(String worker) {
            return threads.getOrDefault(worker, 0);
        }

        /// `cores` of `cores-2`; merged spans of several workers have none.
        private static String executor(String worker) {
            int hyphen = worker.lastIndexOf('-');
            return hyphen < 0 ? "several workers" : worker.substring(0, hyphen);
        }
    }
}
