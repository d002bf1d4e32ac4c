package dev.interim.engine.scan;

import dev.interim.engine.batch.Faults;
import dev.interim.engine.batch.Schema;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.scan.csv.CsvDialect;
import dev.interim.engine.scan.csv.CsvSniffer;
import dev.interim.engine.scan.json.JsonStyle;
import dev.interim.engine.scan.value.NullTokens;
import dev.interim.engine.scan.value.Utf8;
import dev.interim.engine.simd.Swar;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds out from its first bytes what a dataset is, or says why it is none.
final class Detection {
    private static final int MOST_CONTROL_PERCENT = 5;

    /// Text in Latin 1 stays below it, text in Cyrillic or compressed bytes do not.
    private static final int MOST_INVALID_PERCENT = 25;

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
        int controls = 0;
        for (int i = 0; i < length; i++) {
            if (head[i] == 0) {
                throw malformed("the dataset is not text: a NUL byte at byte " + i);
            }
            if (head[i] < ' ' && head[i] >= 0 && !isBlank(head[i])) {
                controls++;
            }
        }
        var faults = new Faults();
        Utf8.check(head, 0, wholeCharacters(), 0, faults);
        if (controls * 100L > (long) length * MOST_CONTROL_PERCENT
                || faults.invalidText() * 100 > (long) length * MOST_INVALID_PERCENT) {
            throw malformed("the dataset is not text in UTF-8");
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
        var json = new JsonDetection(options.json(), head, behindMark(), length, isWhole);
        var verdict =
                switch (options.format()) {
                    case AUTO -> json.verdict();
                    case CSV -> separated();
                    case NDJSON -> json.lines();
                    case JSON -> json.single();
                };
        return switch (verdict) {
            case UNKNOWN -> null;
            case OTHER -> csv();
            case LINES -> json(JsonStyle.LINES, start(), json.taken());
            case SEQUENCE -> json(JsonStyle.SEQUENCE, json.start(), json.taken());
            case ARRAY -> json(JsonStyle.ARRAY, json.start(), json.taken());
            case WRAPPED -> json(JsonStyle.WRAPPED, json.start(), json.taken());
        };
    }

    private JsonDetection.Verdict separated() {
        var verdict =
                new JsonDetection(options.json(), head, behindMark(), length, isWhole)
                        .orSeparated();
        if (verdict != JsonDetection.Verdict.OTHER && verdict != JsonDetection.Verdict.UNKNOWN) {
            throw malformed("the dataset is not separated values but JSON");
        }
        return verdict;
    }

    private Layout json(JsonStyle style, int start, List<String> taken) {
        var nulls = options.csv().nulls();
        return new JsonLayout(
                style,
                start,
                taken,
                !options.json().keys().isEmpty(),
                Set.copyOf(options.columns()),
                options.limits(),
                new NullTokens(nulls == null ? List.of() : nulls));
    }

    /// The layout of separated values; `null` when the first record may not be whole.
    private @Nullable Layout csv() {
        int start = start();
        int end = isWhole ? length : Swar.lastIndexOf(head, start, length, (byte) '\n') + 1;
        return end <= start ? null : csv(start, end);
    }

    private Layout csv(int start, int end) {
        var sniffed =
                new CsvSniffer(
                                dialects(),
                                options.csv().header(),
                                head,
                                start,
                                end,
                                options.limits().columns())
                        .sniff();
        List<String> names = sniffed.names();
        var nulls = options.csv().nulls();
        return new SeparatedLayout(
                sniffed.dialect(),
                names.size(),
                select(names),
                sniffed.bodyStart() > start,
                sniffed.bodyStart(),
                new NullTokens(nulls == null ? CsvOptions.USUAL_NULLS : nulls));
    }

    private List<CsvDialect> dialects() {
        var csv = options.csv();
        return csv.delimiter() == null
                ? CsvDialect.usual(csv.quote())
                : List.of(new CsvDialect(csv.delimiter(), csv.quote()));
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
        return value == '\n' || value == '\r' || value == '\t' || value == '\f' || value == 0x1E;
    }

    private static FailureException malformed(String sentence) {
        return new FailureException(FailureKind.MALFORMED_DATA, sentence);
    }
}
