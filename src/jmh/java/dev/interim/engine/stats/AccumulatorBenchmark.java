package dev.interim.engine.stats;

import dev.interim.bench.InTurn;
import dev.interim.engine.batch.Batch;
import dev.interim.engine.simd.Starts;
import dev.interim.fixture.Batches;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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

/// What each accumulator costs a value, batch by batch as a job takes them.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@OperationsPerInvocation(AccumulatorBenchmark.ROWS)
public class AccumulatorBenchmark {
    static final int ROWS = 2048;
    private static final int BATCHES = 32;
    private static final int EXACT_VALUES = 4096;

    /// Count, extremes and four moments of a batch.
    @Benchmark
    public Object moments(Numbers numbers) {
        numbers.moments.take(numbers.batches.next().column(0));
        return numbers.moments;
    }

    /// The exact sum of a batch.
    @Benchmark
    public Object exactSum(Numbers numbers) {
        numbers.sum.take(numbers.batches.next().column(0));
        return numbers.sum;
    }

    /// The first and the last text of a batch.
    @Benchmark
    public Object textRange(Texts texts) {
        var batch = texts.batches.next();
        texts.range.take(batch, batch.column(0), texts.starts);
        return texts.range;
    }

    /// The different values of a batch.
    @Benchmark
    public int dictionary(Anything anything) {
        var batch = anything.batches.next();
        anything.dictionary.take(batch, batch.column(0));
        return anything.dictionary.size();
    }

    /// Adding the different values of a batch to those of all before.
    @Benchmark
    public Object values(Anything anything) {
        var taken = anything.taken.next();
        var batch = taken.batch();
        var column = batch.column(0);
        anything.values.add(
                taken.dictionary(),
                ROWS,
                row -> Arrays.copyOfRange(batch.bytes(), column.from()[row], column.to()[row]));
        return anything.values;
    }

    /// What the values are.
    public enum Content {
        /// `12.05`, 4,000 different ones
        NUMBERS,
        /// five different ones
        SHORT_TEXTS,
        /// of 16 characters
        UNIQUE_TEXTS;

        private static final List<String> PAYMENTS =
                List.of("card", "cash", "no charge", "dispute", "unknown");

        private String value(SplittableRandom random) {
            return switch (this) {
                case NUMBERS -> BigDecimal.valueOf(random.nextInt(20, 4020), 2).toString();
                case SHORT_TEXTS -> PAYMENTS.get(random.nextInt(PAYMENTS.size()));
                case UNIQUE_TEXTS -> "k" + HexFormat.of().toHexDigits(random.nextLong(), 15);
            };
        }

        private InTurn<Batch> batches() {
            var random = new SplittableRandom(1);
            return new InTurn<>(
                    BATCHES,
                    () -> Batches.of(Stream.generate(() -> value(random)).limit(ROWS).toList()));
        }
    }

    /// Columns of numbers.
    @State(Scope.Thread)
    public static class Numbers {
        private final InTurn<Batch> batches = Content.NUMBERS.batches();
        private final Moments moments = new Moments(true);
        private final ExactSum sum = new ExactSum();
    }

    /// Columns of texts.
    @State(Scope.Thread)
    public static class Texts {
        @Param({"SHORT_TEXTS", "UNIQUE_TEXTS"})
        private Content content;

        private final TextRange range = new TextRange();
        private final Starts starts = Starts.fastest();
        private InTurn<Batch> batches;

        /// Makes the columns.
        @Setup
        public void make() {
            batches = content.batches();
        }
    }

    /// A batch and its different values.
    private record Taken(Batch batch, Dictionary dictionary) {
        static Taken of(Batch batch) {
            var dictionary = new Dictionary(false);
            dictionary.take(batch, batch.column(0));
            return new Taken(batch, dictionary);
        }
    }

    /// Columns of values of any kind.
    @State(Scope.Thread)
    public static class Anything {
        @Param private Content content;

        private final Dictionary dictionary = new Dictionary(false);
        private final Values values = new Values(EXACT_VALUES);
        private InTurn<Batch> batches;
        private InTurn<Taken> taken;

        /// Makes the columns.
        @Setup
        public void make() {
            batches = content.batches();
            taken = new InTurn<>(BATCHES, () -> Taken.of(batches.next()));
        }
    }
}
