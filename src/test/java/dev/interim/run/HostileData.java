package dev.interim.run;

import dev.interim.engine.scan.CsvOptions;
import dev.interim.engine.scan.DataFormat;
import dev.interim.engine.scan.ScanLimits;
import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.stats.Measures;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Data made to keep a worker busy, in the sizes that the usual limits let through.
///
/// @param name what it is, for people
/// @param bytes makes it
/// @param columns the columns that are asked for
/// @param measures what is computed
/// @param bounds where the run ends early
/// @param mostNanos processor time that the longest turn may take
record HostileData(
        String name,
        Supplier<byte[]> bytes,
        List<String> columns,
        Measures measures,
        Bounds bounds,
        long mostNanos) {
    private static final long LONGEST_NANOS = 100_000_000;

    /// A record is scanned in one turn, and one column of it computed in another, so those of the
    /// longest records take as long as the processor needs for 16 MiB.
    private static final long LONGEST_OF_LONG_RECORD_NANOS = 400_000_000;

    /// The longest record there may be, less some bytes for what is around it.
    private static final int RECORD = 16 * 1024 * 1024 - 1024;

    private static final int CHUNK = 256 * 1024;

    private HostileData(String name, Supplier<String> text) {
        this(name, bytesOf(text), List.of(), Measures.COMPLETE, Bounds.NONE, LONGEST_NANOS);
    }

    private static Supplier<byte[]> bytesOf(Supplier<String> text) {
        return () -> text.get().getBytes(StandardCharsets.UTF_8);
    }

    private HostileData columns(String... wanted) {
        return new HostileData(name, bytes, List.of(wanted), measures, bounds, mostNanos);
    }

    private HostileData measures(Measures wanted) {
        return new HostileData(name, bytes, columns, wanted, bounds, mostNanos);
    }

    private HostileData rows(long most) {
        return new HostileData(
                name, bytes, columns, measures, new Bounds(most, null, null), mostNanos);
    }

    ScanOptions options() {
        return new ScanOptions(DataFormat.AUTO, CsvOptions.AUTO, columns, ScanLimits.USUAL);
    }

    @Override
    public String toString() {
        return name;
    }

    static List<HostileData> all() {
        return List.of(
                new HostileData(
                        "a key repeated 400,000 times over an object of 4,000 keys",
                        () -> "{\"a\":{" + keys(4_000) + "}" + ",\"a\":1".repeat(400_000) + "}\n"),
                new HostileData(
                        "an object of 4,000 keys repeated as a whole",
                        () ->
                                "{\"a\":{%s}".formatted(keys(4_000))
                                        + (",\"a\":{" + keys(4_000) + "}").repeat(300)
                                        + "}\n"),
                new HostileData(
                        "repeated keys at a depth of 60",
                        () ->
                                "{\"a\":".repeat(60)
                                        + "{"
                                        + keys(4_000)
                                        + "}"
                                        + "}".repeat(59)
                                        + ",\"a\":{}".repeat(400_000)
                                        + "}\n"),
                new HostileData(
                                "a million unwanted keys in one record",
                                () -> "{\"b\":1," + keys(1_000_000) + "}\n")
                        .columns("b"),
                new HostileData(
                                "a million unwanted keys in records of 1,000",
                                () ->
                                        IntStream.range(0, 1_000)
                                                .mapToObj(i ->
                                                        "{\"b\":1,"
                                                                + each(
                                                                        1_000,
                                                                        ",",
                                                                        k ->
                                                                                "\"k%d_%d\":1"
                                                                                        .formatted(
                                                                                                i,
                                                                                                k))
                                                                + "}\n")
                                                .collect(Collectors.joining()))
                        .columns("b"),
                filled("an array of 16 MiB of {}", "{\"a\":[{}", ",{}", "]}\n"),
                filled("an array of 16 MiB of texts", "{\"a\":[\"\"", ",\"\"", "]}\n"),
                filled("an array of 16 MiB of 1", "{\"a\":[1", ",1", "]}\n"),
                filled("a record of {} in an array", "[{\"a\":[{}", ",{}", "]}]"),
                filled("records of {} in an array", "[{}", ",{}", "]").oftenCut(),
                filled("records of {} in lines", "{}\n", "{}\n", "").oftenCut(),
                filled("a sequence of braces that never closes", "{\"a\":{} ", "{", ""),
                filled("a string of 16 MiB of escaped letters", "{\"a\":\"", "\\u00e9", "\"}\n"),
                filled("a string of 16 MiB of half surrogates", "{\"a\":\"", "\\ud800", "\"}\n"),
                filled("a string of 16 MiB of four-byte letters", "{\"a\":\"", "😀", "\"}\n"),
                filled("a number of 16 MiB", "{\"a\":1", "7", "}\n"),
                filled("an exponent of 16 MiB", "{\"a\":1e1", "7", "}\n"),
                filled("a head of 16 MiB of separators", "a", ",", "\n1\n"),
                filled("a record of 16 MiB of separators", "a,b\n", ",", "\n"),
                filled("a field of 16 MiB of quotes", "a,b\n1,\"", "\"\"", "\"\n"),
                filled("16 MiB of quoted empty fields", "a,b\n\"\"", ",\"\"", "\n"),
                filled("a number of 16 MiB in CSV", "a,b\n1,1", "7", "\n"),
                filled("a quoted header of 16 MiB of line ends", "a,\"", "\n", "\"\n1,2\n"),
                filled("a text of brackets", "a\n\"[", "[", "\"\n"),
                filled("rows of one digit", "a\n", "1\n", "").oftenCut(),
                filled("rows of nothing", "a,b\n", ",\n", "").oftenCut(),
                columnsOf(2_000, 100),
                columnsOf(10_000, 20),
                new HostileData(
                        "10,000 keys in each record",
                        () -> ("{" + keys(10_000) + "}\n").repeat(10)),
                new HostileData(
                                "3,000 rows of 500 columns in 1,000 groups",
                                () ->
                                        row(500, i -> "c" + i)
                                                + IntStream.range(0, 3_000)
                                                        .mapToObj(
                                                                r -> row(500, i -> "" + r % 1_000))
                                                        .collect(Collectors.joining()))
                        .measures(
                                new Measures(
                                        Measures.STANDARD.statistics(),
                                        new Measures.Grouping("c0", 1_000)))
                        .within(LONGEST_OF_LONG_RECORD_NANOS),
                new HostileData("the first of many short ones", () -> "a\n" + "1\n".repeat(CHUNK))
                        .rows(150_000),
                new HostileData(
                        "different long texts in 50 columns",
                        () ->
                                row(50, i -> "c" + i)
                                        + IntStream.range(0, 1_500)
                                                .mapToObj(r ->
                                                        row(
                                                                50,
                                                                i ->
                                                                        Long.toHexString(
                                                                                        r
                                                                                                * 7919L
                                                                                                * (i
                                                                                                        + 1)
                                                                                                * 0x9E3779B97F4A7C15L)
                                                                                .repeat(4)))
                                                .collect(Collectors.joining())));
    }

    private static HostileData columnsOf(int columns, int rows) {
        return new HostileData(
                columns + " columns of numbers",
                () ->
                        row(columns, i -> "c" + i)
                                + IntStream.range(0, rows)
                                        .mapToObj(r -> row(columns, i -> "" + (r * 31 + i)))
                                        .collect(Collectors.joining()));
    }

    private static String row(int columns, IntFunction<String> field) {
        return each(columns, ",", field) + "\n";
    }

    /// A record as long as it may be.
    private static HostileData filled(String name, String start, String middle, String end) {
        int length = middle.getBytes(StandardCharsets.UTF_8).length;
        int times = (RECORD - start.length() - end.length()) / length;
        var data = new HostileData(name, () -> start + middle.repeat(times) + end);
        return data.within(LONGEST_OF_LONG_RECORD_NANOS);
    }

    private HostileData within(long nanos) {
        return new HostileData(name, bytes, columns, measures, bounds, nanos);
    }

    /// It is as long, but made of short records.
    private HostileData oftenCut() {
        return within(LONGEST_NANOS);
    }

    private static String keys(int count) {
        return each(count, ",", i -> "\"k%d\":1".formatted(i));
    }

    private static String each(int count, String between, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining(between));
    }
}
