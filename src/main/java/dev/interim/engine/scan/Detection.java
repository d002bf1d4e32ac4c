package dev.interim.engine.scan;

import dev.interim.engine.batch.Faults;
import dev.interim.engine.batch.Schema;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.scan.csv.CsvSniffer;
import dev.interim.engine.scan.json.JsonStyle;
import dev.interim.engine.scan.value.NullTokens;
import dev.interim.engine.scan.value.Utf8;
import dev.interim.engine.simd.Swar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds out from its first bytes what a dataset is, or says why it is none.
final class Detection {
    private static final int MOST_CONTROL_PERCENT = 5;
    private static final int FEW_CONTROLS = 8;
    private static final int MOST_FEW_PERCENT = 15;

    /// Text in Latin 1 stays below it, text in Cyrillic or compressed bytes do not.
    private static final int MOST_INVALID_PERCENT = 25;

    /// With more bytes than that the best dialect is taken, however close another one comes.
    private static final int MAX_SAMPLE = 1024 * 1024;

    private static final double MIN_SURENESS = 0.05;

    private final ScanOptions options;
    private final byte[] head;
    private final int length;
    private final boolean isWhole;

    /// @param length how many bytes of the head are filled
    /// @param isWhole whether that is the whole dataset
    Detection(ScanOptions options, byte[] head, int length, boolean isWhole) {
        this.options = options;
        this.head = head;
        this.length = length;
        this.isWhole = isWhole;
    }

    /// Where the records start: behind a UTF-8 byte order mark and blank lines; `length` when there
    /// is nothing but that.
    int start() {
        int at = behindMark();
        while (at < length && (head[at] == '\n' || head[at] == '\r')) {
            at++;
        }
        return at;
    }

    private int behindMark() {
        return startsWith(0xEF, 0xBB, 0xBF) ? 3 : 0;
    }

    /// Refuses what is not text at all.
    void requireText() {
        if (startsWith(0xFF, 0xFE) || startsWith(0xFE, 0xFF)) {
            throw malformed("the dataset is UTF-16; only UTF-8 is read");
        }
        if (startsWith('P', 'A', 'R', '1')) {
            throw malformed("the dataset is a Parquet file, which is not read");
        }
        if (startsWith('P', 'K', 3, 4)) {
            throw malformed("the dataset is a zip archive, which is not read");
        }
        if (startsWith(0x28, 0xB5, 0x2F, 0xFD)) {
            throw malformed("the dataset is compressed with zstd, which is not read");
        }
        requireFewControls();
        var faults = new Faults();
        Utf8.check(head, 0, wholeCharacters(), 0, faults);
        if (faults.invalidText() * 100 > (long) length * MOST_INVALID_PERCENT) {
            throw malformed("the dataset is not text in UTF-8");
        }
    }

    /// Refuses many control characters; the most frequent one may be what separates fields, and a
    /// few are text like any other, wherever they stand.
    private void requireFewControls() {
        int[] counts = new int[' '];
        int first = -1;
        for (int i = 0; i < length; i++) {
            if (head[i] < ' ' && head[i] >= 0 && !isBlank(head[i])) {
                counts[head[i]]++;
                first = first < 0 ? i : first;
            }
        }
        int controls = Arrays.stream(counts).sum();
        int separating = Arrays.stream(counts).skip(1).max().orElse(0);
        int others = controls - separating;
        int most = others > FEW_CONTROLS ? MOST_CONTROL_PERCENT : MOST_FEW_PERCENT;
        if (others * 100L > (long) length * most) {
            throw malformed(
                    "the dataset is not text: %d of its first %d bytes are control characters, the first is 0x%02X at byte %d"
                            .formatted(controls, length, head[first], first));
        }
    }

    /// Without the last character of the head, which may have been cut.
    private int wholeCharacters() {
        int end = length;
        while (!isWhole && end > 0 && head[end - 1] < 0) {
            end--;
            if ((head[end] & 0xC0) == 0xC0) {
                break;
            }
        }
        return end;
    }

    /// What the first bytes say; `null` when they do not say it yet.
    @Nullable Layout layout() {
        var json = new JsonDetection(head, behindMark(), length, isWhole);
        var verdict =
                switch (options.format()) {
                    case AUTO -> json.verdict();
                    case CSV -> JsonDetection.Verdict.OTHER;
                    case NDJSON -> json.lines();
                    case JSON -> json.single();
                };
        return switch (verdict) {
            case UNKNOWN -> null;
            case OTHER -> csv();
            case LINES -> json(JsonStyle.LINES, start());
            case SEQUENCE -> json(JsonStyle.SEQUENCE, json.start());
            case ARRAY -> json(JsonStyle.ARRAY, json.start());
        };
    }

    private Layout json(JsonStyle style, int start) {
        var nulls = options.csv().nulls();
        return new JsonLayout(
                style,
                start,
                Set.copyOf(options.columns()),
                options.limits(),
                new NullTokens(nulls == null ? List.of() : nulls),
                options.malformed());
    }

    /// The layout of separated values; `null` when the first record may not be whole, or when more
    /// bytes may tell better what separates.
    private @Nullable Layout csv() {
        int start = start();
        int end = isWhole ? length : lastLineEnd(start);
        if (end <= start) {
            return null;
        }
        var hints = options.csv().hints();
        var sniffed =
                new CsvSniffer(hints, head, start, end, isWhole, options.limits().columns())
                        .sniff();
        boolean mayWait = !isWhole && length < MAX_SAMPLE && hints.separator() == null;
        return mayWait && sniffed.sureness() < MIN_SURENESS ? null : csv(sniffed);
    }

    /// The end of the last whole line: of those that end in CR when there is no LF.
    private int lastLineEnd(int start) {
        int end = Swar.lastIndexOf(head, start, length, (byte) '\n') + 1;
        return end > 0 ? end : Swar.lastIndexOf(head, start, length - 1, (byte) '\r') + 1;
    }

    private Layout csv(CsvSniffer.Sniffed sniffed) {
        var nulls = options.csv().nulls();
        return new SeparatedLayout(
                sniffed,
                select(sniffed.names()),
                options.csv().ragged(),
                new NullTokens(nulls == null ? CsvOptions.USUAL_NULLS : nulls),
                1 + lines(sniffed.bodyStart()),
                options.malformed());
    }

    private long lines(int to) {
        long lines = 0;
        for (int at = 0; at < to; at++) {
            lines += head[at] == '\n' ? 1 : 0;
        }
        return lines;
    }

    private Schema select(List<String> names) {
        var known = Set.copyOf(names);
        for (String wanted : options.columns()) {
            if (!known.contains(wanted)) {
                throw new FailureException(
                        FailureKind.INVALID_REQUEST,
                        "no column is called '%s'; there are: %s"
                                .formatted(wanted, String.join(", ", names)));
            }
        }
        var wanted = options.columns().isEmpty() ? known : Set.copyOf(options.columns());
        var fields = new ArrayList<Schema.Field>();
        for (int i = 0; i < names.size(); i++) {
            if (wanted.contains(names.get(i))) {
                fields.add(new Schema.Field(names.get(i), i));
            }
        }
        requireRoom(fields.size());
        return new Schema(fields);
    }

    private void requireRoom(int wanted) {
        int most = options.limits().wanted();
        if (wanted > most) {
            throw new FailureException(
                    FailureKind.TOO_LARGE,
                    "there is memory for %d columns, not for %d: choose some with 'columns', or less"
                                    .formatted(most, wanted)
                            + " statistics of all");
        }
    }

    private boolean startsWith(int... magic) {
        if (length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte value) {
        return value == '\n' || value == '\r' || value == '\t' || value == '\f';
    }

    private static FailureException malformed(String sentence) {
        return new FailureException(FailureKind.MALFORMED_DATA, sentence);
    }
}
