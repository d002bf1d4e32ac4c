package dev.interim.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SplittableRandom;

/// The datasets that benchmarks run on, made once with fixed seeds and kept.
///
/// - *wide*: 20 columns (11 numeric, 2 timestamps, 7 text) with quotes, embedded separators and
///   line breaks, escaped quotes and empties; 5 million rows are about 1 GB
/// - *ndjson*: the same rows as JSON objects, a line each
/// - *stations*: `station;temperature` with 413 names; 100 million rows are about 1.4 GB
public final class Datasets {
    private static final long SEED = 20_261_123;
    private static final int STATIONS = 413;

    private Datasets() {}

    /// Makes the datasets that are asked for: `Datasets <directory>
    /// [wide|ndjson|stations]=<rows>…`.
    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        for (int i = 1; i < arguments.length; i++) {
            String[] wanted = arguments[i].split("=", 2);
            make(directory, wanted[0], Long.parseLong(wanted[1]));
        }
    }

    private static void make(Path directory, String name, long rows) throws IOException {
        Path target =
                directory.resolve(name + "-" + rows + (name.equals("ndjson") ? ".ndjson" : ".csv"));
        if (!Files.exists(target)) {
            Path unfinished = target.resolveSibling(target.getFileName() + ".part");
            try (var out = new RowWriter(Files.newOutputStream(unfinished))) {
                write(out, name, rows);
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        }
        System.out.println(target + " " + Files.size(target));
    }

    private static void write(RowWriter out, String name, long rows) throws IOException {
        switch (name) {
            case "wide" -> wide(out, rows);
            case "ndjson" -> ndjson(out, rows);
            case "stations" -> stations(out, rows);
            default -> throw new IllegalArgumentException("unknown dataset " + name);
        }
    }

    /// The wide dataset as CSV into any stream; for benchmarks in memory.
    public static void wide(OutputStream stream, long rows) throws IOException {
        try (var out = new RowWriter(stream)) {
            wide(out, rows);
        }
    }

    /// The stations as CSV into any stream; for benchmarks in memory.
    public static void stations(OutputStream stream, long rows) throws IOException {
        try (var out = new RowWriter(stream)) {
            stations(out, rows);
        }
    }

    private static void wide(RowWriter out, long rows) throws IOException {
        out.text(String.join(",", WideRow.NAMES)).end();
        var random = new SplittableRandom(SEED);
        var row = new WideRow();
        for (long i = 0; i < rows; i++) {
            row.next(i, random);
            row.writeCsv(out);
        }
    }

    private static void ndjson(RowWriter out, long rows) throws IOException {
        var random = new SplittableRandom(SEED);
        var row = new WideRow();
        for (long i = 0; i < rows; i++) {
            row.next(i, random);
            row.writeJson(out);
        }
    }

    private static void stations(RowWriter out, long rows) throws IOException {
        out.text("station;temp").end();
        var random = new SplittableRandom(SEED);
        byte[][] names = new byte[STATIONS][];
        for (int i = 0; i < STATIONS; i++) {
            names[i] = WideRow.name(i, 1 + i % 3).getBytes(StandardCharsets.UTF_8);
        }
        for (long i = 0; i < rows; i++) {
            int station = random.nextInt(STATIONS);
            long tenths = (station % 35) * 10L + random.nextInt(-150, 151);
            out.text(names[station]).sign(';').tenths(tenths).end();
        }
    }
}
