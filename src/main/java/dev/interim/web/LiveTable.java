package dev.interim.web;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.Plain;
import dev.interim.engine.stats.Snapshot;
import dev.interim.job.EventLog;
import dev.interim.job.JobEvent;
import dev.interim.job.JobProgress;
import dev.interim.job.JobStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import reactor.core.publisher.Flux;

/// A job as a table that people read in a terminal: how far it is, and one line for each column.
///
/// For one subscriber and one thread at a time.
final class LiveTable {
    static final MediaType TYPE = new MediaType("text", "plain", StandardCharsets.UTF_8);

    private static final String USUAL_PAUSE = "2s";
    private static final int BAR = 24;
    private static final int BARS_OF_A_HISTOGRAM = 12;
    private static final int MOST_COLUMNS = 100;
    private static final int WIDEST = 20;
    private static final String LEVELS = "▁▂▃▄▅▆▇█";
    private static final List<Integer> SHOWN = List.of(0, 1, 3, 4, 5, 7, 8, 9);

    private final boolean isRedrawn;
    private @Nullable JobStatus job;
    private @Nullable JobProgress progress;
    private @Nullable Snapshot snapshot;
    private int linesDrawn;

    private LiveTable(boolean isRedrawn) {
        this.isRedrawn = isRedrawn;
    }

    /// What is asked of the events of a job.
    ///
    /// @param every the least time between two prints, `null` for the usual one
    static EventStream.Request request(@Nullable String every, boolean isRedrawn) {
        String pause = every == null && !isRedrawn ? USUAL_PAUSE : every;
        var request = new EventQuery(null, null, pause).request();
        return new EventStream.Request(
                0, new EventLog.Wish(request.wish().types(), true), request.every());
    }

    /// What is printed, piece by piece; ends with the job.
    ///
    /// @param every the least time between two prints, `null` for the usual one
    /// @param isRedrawn whether each goes over the one before, with the escape codes of a terminal
    /// @param heartbeat how long it may be silent
    static Flux<String> of(
            EventLog log, @Nullable String every, boolean isRedrawn, Duration heartbeat) {
        return Flux.defer(() -> {
            var table = new LiveTable(isRedrawn);
            return EventStream.of(
                            log,
                            request(every, isRedrawn),
                            heartbeat,
                            table::shown,
                            table::shownAgain)
                    .filter(text -> !text.isEmpty());
        });
    }

    private String shown(EventLog.Entry entry) {
        return switch (entry.event()) {
            case JobEvent.StateChanged changed -> {
                take(changed.job());
                yield isRedrawn ? redrawn() : status() + "\n";
            }
            case JobEvent.Progressed progressed -> {
                progress = progressed.progress();
                yield isRedrawn ? redrawn() : "";
            }
            case JobEvent.SnapshotTaken taken -> {
                snapshot = taken.snapshot().snapshot();
                yield isRedrawn ? redrawn() : status() + "\n" + columns() + "\n";
            }
            case JobEvent.Warned warned -> aside("warning: " + warned.message());
            case JobEvent.Missed _ -> "";
            case JobEvent.Finished finished -> end(finished.job());
        };
    }

    private void take(JobStatus changed) {
        job = changed;
        progress = changed.progress();
    }

    private String end(JobStatus ended) {
        take(ended);
        FailureException failure = ended.failure();
        String last =
                failure == null
                        ? ended.state().label() + ": " + rows() + " rows" + leftOut()
                        : "failed: %s: %s"
                                .formatted(failure.kind().label(), Plain.text(failure.sentence()));
        return (isRedrawn ? redrawn() : "") + last + "\n";
    }

    private String leftOut() {
        var known = snapshot;
        return known == null || known.malformedRows() == 0
                ? ""
                : ", %d malformed records left out".formatted(known.malformedRows());
    }

    private String shownAgain() {
        return isRedrawn ? redrawn() : status() + "\n";
    }

    /// A line that stays, above what is redrawn.
    private String aside(String line) {
        String plain = Plain.text(line) + "\n";
        return isRedrawn ? cleared() + plain + drawn() : plain;
    }

    private String redrawn() {
        return cleared() + drawn();
    }

    private String cleared() {
        String up = linesDrawn == 0 ? "" : "\u001b[" + linesDrawn + "A\r\u001b[J";
        linesDrawn = 0;
        return up;
    }

    private String drawn() {
        String text = status() + "\n" + columns();
        linesDrawn = (int) text.chars().filter(c -> c == '\n').count();
        return text;
    }

    private String status() {
        var known = job;
        if (known == null) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        parts.add(known.state().label());
        parts.add(known.spec().strategy().mode());
        var now = progress == null ? known.progress() : progress;
        Double fraction = now.run().fraction();
        parts.add(
                fraction == null
                        ? bytes(now.run().bytesFetched())
                        : "%s %3d %%".formatted(bar(fraction), (int) Math.floor(fraction * 100)));
        parts.add(rows() + " rows");
        if (now.bytesPerSecond() != null) {
            parts.add(bytes(now.bytesPerSecond()) + "/s");
        }
        if (now.remaining() != null) {
            parts.add(now.remaining().toSeconds() + " s left");
        }
        return String.join("  ", parts);
    }

    private static String bar(double fraction) {
        int full = (int) Math.floor(fraction * BAR);
        return "█".repeat(full) + "░".repeat(BAR - full);
    }

    private long rows() {
        var now = progress;
        long moved = now == null ? 0 : now.run().rows();
        return snapshot == null ? moved : Math.max(moved, snapshot.rows());
    }

    private static String bytes(long bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        double value = bytes;
        int unit = 0;
        while (value >= 1_000 && unit < units.length - 1) {
            value /= 1_000;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
    }

    private String columns() {
        var known = snapshot;
        if (known == null) {
            return "";
        }
        List<List<String>> lines = new ArrayList<>();
        lines.add(chosen(ColumnRow.HEADER, "histogram"));
        known.columns().stream()
                .limit(MOST_COLUMNS)
                .forEach(column ->
                        lines.add(chosen(ColumnRow.rounded(column).fields(), histogram(column))));
        int more = known.columns().size() - MOST_COLUMNS;
        return aligned(lines) + (more > 0 ? "… and " + more + " more columns\n" : "");
    }

    private static List<String> chosen(List<String> fields, String histogram) {
        List<String> cells = new ArrayList<>();
        SHOWN.forEach(i -> cells.add(Plain.text(fields.get(i), WIDEST)));
        cells.add(histogram);
        return cells;
    }

    /// Names and types begin at the same place, numbers end there.
    private static String aligned(List<List<String>> lines) {
        var widths = new int[lines.getFirst().size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(line.get(i)));
            }
        }
        return lines.stream().map(line -> aligned(line, widths)).collect(Collectors.joining());
    }

    private static String aligned(List<String> line, int... widths) {
        var text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = line.get(i);
            String space = " ".repeat(widths[i] - width(cell));
            boolean isNumber = i >= 2 && i < widths.length - 1;
            text.append(isNumber ? space + cell : cell + space).append("  ");
        }
        return text.toString().stripTrailing() + "\n";
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    private static String histogram(Snapshot.Column column) {
        var numeric = column.numeric();
        var histogram = numeric == null ? null : numeric.histogram();
        return histogram == null ? "" : bars(Objects.requireNonNull(histogram).counts());
    }

    /// Bars of neighbouring bins; a bin that has anything at all is seen.
    static String bars(List<Long> counts) {
        int bars = Math.min(BARS_OF_A_HISTOGRAM, counts.size());
        var heights = new long[bars];
        for (int i = 0; i < counts.size(); i++) {
            heights[(int) ((long) i * bars / counts.size())] += counts.get(i);
        }
        long highest = 1;
        for (long height : heights) {
            highest = Math.max(highest, height);
        }
        var text = new StringBuilder(bars);
        for (long height : heights) {
            int level = (int) Math.ceil((double) height * LEVELS.length() / highest);
            text.append(level == 0 ? ' ' : LEVELS.charAt(level - 1));
        }
        return text.toString();
    }
}
