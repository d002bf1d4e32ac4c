package dev.interim.engine.scan.value;

import dev.interim.bench.InTurn;
import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import dev.interim.engine.simd.ShortNumbers;
import dev.interim.engine.simd.UsualInstants;
import dev.interim.fixture.Batches;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What reading a number or a timestamp costs, field by field and many at once, beside
/// [Double#parseDouble].
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@OperationsPerInvocation(NumberParserBenchmark.ROWS)
public class NumberParserBenchmark {
    static final int ROWS = 2048;
    private static final int COLUMNS = 32;
    private static final int SPARE = 32;
    private static final byte EMPTY = Kind.NULL.code();

    /// Numbers into a column, field by field.
    @Benchmark
    public int numbers(Numbers numbers) {
        return numbers.parse(numbers.batches.next(), 0);
    }

    /// Numbers into a column, many at once; field by field from where that does not go on.
    @Benchmark
    public int manyNumbers(Numbers numbers) {
        var batch = numbers.batches.next();
        var column = batch.column(0);
        return numbers.parse(batch, numbers.many.parse(column, batch.bytes(), 0, ROWS, EMPTY));
    }

    /// The peer, which has its texts as strings already.
    @Benchmark
    public double parseDouble(Strings strings) {
        double sum = 0;
        for (String text : strings.columns.next()) {
            sum += Double.parseDouble(text);
        }
        return sum;
    }

    /// Timestamps into a column, field by field.
    @Benchmark
    public int instants(Instants instants) {
        return instants.parse(instants.batches.next(), 0);
    }

    /// Timestamps into a column, many at once.
    @Benchmark
    public int manyInstants(Instants instants) {
        var batch = instants.batches.next();
        var column = batch.column(0);
        return instants.parse(batch, instants.many.parse(column, batch.bytes(), 0, ROWS, EMPTY));
    }

    /// How numbers are written.
    public enum Form {
        /// `12.05`
        HUNDREDTHS,
        /// `73104`
        INTEGERS,
        /// `0.84170293375862194`
        LONG,
        /// `6.0221e-7`
        EXPONENTS;

        private String text(SplittableRandom random) {
            return switch (this) {
                case HUNDREDTHS -> BigDecimal.valueOf(random.nextInt(20, 4020), 2).toString();
                case INTEGERS -> String.valueOf(random.nextInt(1, 100_000));
                case LONG ->
                        BigDecimal.valueOf(random.nextLong((long) 1e16, (long) 1e17), 17)
                                .toString();
                case EXPONENTS ->
                        BigDecimal.valueOf(random.nextInt(10_000, 100_000), 4)
                                + "e"
                                + random.nextInt(-15, 16);
            };
        }
    }

    private static InTurn<List<String>> columns(Supplier<String> texts) {
        return new InTurn<>(COLUMNS, () -> Stream.generate(texts).limit(ROWS).toList());
    }

    /// Batches whose places are filled in, with bytes behind the last field as a chunk has them.
    private static InTurn<Batch> batches(Supplier<String> texts) {
        var columns = columns(texts);
        return new InTurn<>(
                COLUMNS,
                () -> {
                    var batch = Batches.of(columns.next());
                    batch.start(Arrays.copyOf(batch.bytes(), batch.bytes().length + SPARE));
                    batch.open(1, ROWS);
                    return batch;
                });
    }

    /// Columns of numbers as bytes.
    @State(Scope.Thread)
    public static class Numbers {
        @Param private Form form;

        private final NumberParser parser = new NumberParser();
        private final ShortNumbers many = ShortNumbers.fastest();
        private InTurn<Batch> batches;

        /// Makes the columns.
        @Setup
        public void make() {
            var random = new SplittableRandom(1);
            batches = batches(() -> form.text(random));
        }

        /// Parses the rows from `first` on, and empties the column.
        private int parse(Batch batch, int first) {
            Column column = batch.column(0);
            for (int row = first; row < ROWS; row++) {
                if (parser.parse(batch.bytes(), column.from()[row], column.to()[row])) {
                    column.addNumber(parser.value(), parser.unscaled(), parser.scale());
                }
            }
            int parsed = column.numberCount();
            batch.open(1, ROWS);
            return parsed;
        }
    }

    /// The same numbers as strings.
    @State(Scope.Thread)
    public static class Strings {
        @Param private Form form;

        private InTurn<List<String>> columns;

        /// Makes the strings.
        @Setup
        public void make() {
            var random = new SplittableRandom(1);
            columns = columns(() -> form.text(random));
        }
    }

    /// Columns of timestamps as they mostly are: `2026-03-14 09:26:53`.
    @State(Scope.Thread)
    public static class Instants {
        private static final DateTimeFormatter USUAL =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
        private static final long SECONDS_TO_2030 = 1_893_456_000;

        private final InstantParser parser = new InstantParser();
        private final UsualInstants many = UsualInstants.fastest();
        private InTurn<Batch> batches;

        /// Makes the columns.
        @Setup
        public void make() {
            var random = new SplittableRandom(1);
            batches = batches(() -> text(random.nextLong(SECONDS_TO_2030)));
        }

        private static String text(long second) {
            return USUAL.format(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC));
        }

        /// Parses the rows from `first` on, and empties the column.
        private int parse(Batch batch, int first) {
            Column column = batch.column(0);
            for (int row = first; row < ROWS; row++) {
                if (parser.parse(batch.bytes(), column.from()[row], column.to()[row])) {
                    column.addInstant(parser.micros(), parser.form());
                }
            }
            int parsed = column.instantCount();
            batch.open(1, ROWS);
            return parsed;
        }
    }
}
