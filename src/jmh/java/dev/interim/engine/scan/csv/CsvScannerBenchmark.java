package dev.interim.engine.scan.csv;

import dev.interim.bench.Datasets;
import dev.interim.bench.InTurn;
import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Faults;
import dev.interim.engine.batch.Schema;
import dev.interim.engine.scan.Chunk;
import dev.interim.engine.scan.value.NullTokens;
import dev.interim.engine.simd.Blocks;
import dev.interim.engine.simd.BlocksTwins;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/// What finding records and fields of separated values costs, and filling batches with them, a
/// byte: a nanosecond is a second per GB.
///
/// Chunks are up to a record shorter than their size, which is 0.1 % at most.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@OperationsPerInvocation(CsvScannerBenchmark.SIZE)
public class CsvScannerBenchmark {
    static final int SIZE = 256 * 1024;
    private static final int CHUNKS = 64;

    /// Where the last whole record ends.
    @Benchmark
    public int boundaries(Chunks chunks) {
        return chunks.boundaries.lastRecordEnd(chunks.next().bytes(), 0, SIZE);
    }

    /// Where all records and fields lie.
    @Benchmark
    public int index(Chunks chunks, Index index) {
        var chunk = chunks.next();
        index.index.build(chunk.bytes(), 0, chunk.to(), 0, index.faults);
        return index.index.rows();
    }

    /// All columns into a batch, from a copy of the chunk: escaped quotes are resolved in place.
    @Benchmark
    public int scan(Chunks chunks) {
        int length = copy(chunks);
        chunks.scanner.scan(chunks.copy, 0, length, 0, chunks.batch);
        return chunks.batch.rows();
    }

    /// The copy alone.
    @Benchmark
    public int copy(Chunks chunks) {
        var chunk = chunks.next();
        System.arraycopy(chunk.bytes(), 0, chunks.copy, 0, SIZE);
        return chunk.to();
    }

    /// What is scanned.
    public enum Dataset {
        WIDE(',', 20) {
            @Override
            void write(OutputStream out) throws IOException {
                Datasets.wide(out, 120_000);
            }
        },
        STATIONS(';', 2) {
            @Override
            void write(OutputStream out) throws IOException {
                Datasets.stations(out, 1_500_000);
            }
        };

        private final char delimiter;
        private final int width;

        Dataset(char delimiter, int width) {
            this.delimiter = delimiter;
            this.width = width;
        }

        /// At least 17 MB.
        abstract void write(OutputStream out) throws IOException;

        private CsvDialect dialect() {
            return new CsvDialect((byte) delimiter, (byte) '"');
        }

        private Schema schema() {
            return new Schema(
                    IntStream.range(0, width)
                            .mapToObj(field -> new Schema.Field("column " + field, field))
                            .toList());
        }
    }

    /// A dataset in chunks of whole records.
    @State(Scope.Thread)
    public static class Chunks {
        @Param private Dataset dataset;

        private final byte[] copy = new byte[SIZE];
        private final Batch batch = new Batch();
        private CsvBoundaries boundaries;
        private CsvScanner scanner;
        private InTurn<Chunk> chunks;
        private int cut;

        /// Cuts the dataset.
        @Setup
        public void cut() throws IOException {
            var nulls = new NullTokens(List.of(""));
            boundaries = new CsvBoundaries(dataset.dialect());
            scanner = new CsvScanner(dataset.dialect(), dataset.width, dataset.schema(), nulls);
            var out = new ByteArrayOutputStream();
            dataset.write(out);
            byte[] bytes = out.toByteArray();
            cut = boundaries.firstRecordEnd(bytes, 0, bytes.length);
            chunks = new InTurn<>(CHUNKS, () -> nextOf(bytes));
        }

        private Chunk nextOf(byte[] bytes) {
            if (cut + SIZE > bytes.length) {
                throw new IllegalStateException("the dataset is too short");
            }
            byte[] window = Arrays.copyOfRange(bytes, cut, cut + SIZE);
            int length = boundaries.lastRecordEnd(window, 0, SIZE);
            cut += length;
            return new Chunk(0, window, 0, length, 0);
        }

        private Chunk next() {
            return chunks.next();
        }
    }

    /// An index that looks at blocks in one way or the other.
    @State(Scope.Thread)
    public static class Index {
        @Param({"fastest", "plain"})
        private String blocks;

        private final Faults faults = new Faults();
        private CsvIndex index;

        /// Makes the index.
        @Setup
        public void open(Chunks chunks) {
            var ways =
                    blocks.equals("plain")
                            ? BlocksTwins.all().findFirst().orElseThrow()
                            : Blocks.fastest();
            index = new CsvIndex(chunks.dataset.dialect(), chunks.dataset.width, ways);
        }
    }
}
