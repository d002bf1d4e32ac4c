package dev.interim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.source.Fetch;
import dev.interim.engine.source.Origin;
import dev.interim.engine.source.Source;
import dev.interim.engine.stats.ColumnType;
import dev.interim.engine.stats.Measures;
import dev.interim.engine.stats.Snapshot;
import dev.interim.engine.stats.Statistics;
import dev.interim.fixture.FakeFiles;
import dev.interim.fixture.FakeSource;
import dev.interim.fixture.Packing;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ProfilerTest {

    @Test
    void theEngineIsALibraryOfFewLines() throws InterruptedException {
        Source source = FakeSource.of("city,fare\nHamburg,12.5\nBremen,7\nHamburg,\n");

        Snapshot snapshot = Profiler.profile(source, ScanOptions.AUTO, Measures.STANDARD);

        assertThat(snapshot.rows()).isEqualTo(3);
        assertThat(snapshot.isFinal()).isTrue();
        assertThat(snapshot.scope()).isEqualTo(Snapshot.Scope.WHOLE);
        Snapshot.Column city = snapshot.columns().get(0);
        assertThat(city.type()).isEqualTo(ColumnType.TEXT);
        assertThat(city.top()).first().isEqualTo(new Snapshot.Top("Hamburg", 2, 2, 2));
        Snapshot.Column fare = snapshot.columns().get(1);
        assertThat(fare.type()).isEqualTo(ColumnType.DECIMAL);
        assertThat(fare.nulls()).isEqualTo(1);
        assertThat(fare.numeric().mean()).isEqualTo(9.75);
    }

    @Test
    void compressedDataIsDecompressed() throws Exception {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write("a,b\n1,2\n".getBytes(StandardCharsets.US_ASCII));
        }
        var source = FakeSource.of(compressed.toByteArray());
        var snapshot = Profiler.profile(source, ScanOptions.AUTO, Measures.BASIC);
        assertThat(snapshot.rows()).isEqualTo(1);
    }

    @Test
    void severalFilesAreOneDataset() throws InterruptedException {
        String first = "a,b\n" + "1,x\n".repeat(9_000);
        String second = "\uFEFFa,b\r\n" + "2,\"y\ny\"\r\n".repeat(9_000);
        String third = "\"a\",\"b\"\n3,z";
        var files = FakeFiles.of(first, second, "", "\n", "a,b\n", third);
        var snapshot = Profiler.profile(files, ScanOptions.AUTO, Measures.STANDARD);
        assertThat(snapshot.rows()).isEqualTo(18_001);
        var numbers = snapshot.columns().getFirst().numeric();
        assertThat(numbers.sum()).isEqualTo(9_000 + 18_000 + 3);
        assertThat(numbers.max()).isEqualTo(3);
        assertThat(snapshot.columns().get(1).top().getFirst().count()).isEqualTo(9_000);
    }

    @Test
    void eachFileIsCompressedAndWrittenAsItIs() throws InterruptedException {
        byte[] text = "a;b\nKäse;1\n".getBytes(StandardCharsets.UTF_8);
        var files =
                FakeFiles.of(
                        text,
                        Packing.ZSTD.of(text),
                        Packing.GZIP.of("a;b\nKäse;1\n".getBytes(StandardCharsets.ISO_8859_1)),
                        Packing.XZ.of("\uFEFFa;b\nKäse;1\n".getBytes(StandardCharsets.UTF_16LE)),
                        Packing.ZIP.of(text));
        var snapshot = Profiler.profile(files, ScanOptions.AUTO, Measures.STANDARD);
        assertThat(snapshot.rows()).isEqualTo(5);
        assertThat(snapshot.invalidText()).isZero();
        assertThat(snapshot.columns().getFirst().top())
                .containsExactly(new Snapshot.Top("Käse", 5, 5, 5));
    }

    @Test
    void filesWithoutHeaderGoOnWithoutHeader() throws InterruptedException {
        var files = FakeFiles.of("1,2\n3,4\n", "x,y\n5,6\n");
        var snapshot = Profiler.profile(files, ScanOptions.AUTO, Measures.STANDARD);
        assertThat(snapshot.rows()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'b,a\n1,2\n'|1: the columns are b, a, but those of the first file are a, b",
                "'a,b,c\n1,2,3\n'|1: the columns are a, b, c, but those of the first file are a, b",
                "'a;b\n1;2\n'|1: the columns are a;b, but those of the first file are a, b",
                "'\u0000'|1: the dataset is not text: 1 of its first 1 bytes are control characters, the first is"
                        + " 0x00 at byte 0",
            })
    void aFileThatDoesNotFitIsNamed(String second, String sentence) {
        var files = FakeFiles.of("a,b\n1,2\n", second);
        assertThatThrownBy(() -> Profiler.profile(files, ScanOptions.AUTO, Measures.BASIC))
                .isInstanceOf(FailureException.class)
                .hasMessage(sentence);
    }

    @Test
    void aCorruptFileIsNamed() {
        byte[] gzip = Packing.GZIP.of("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
        var files = FakeFiles.of(gzip, gzip, Arrays.copyOf(gzip, 20));
        assertThatThrownBy(() -> Profiler.profile(files, ScanOptions.AUTO, Measures.BASIC))
                .isInstanceOf(FailureException.class)
                .hasMessage("2: the gzip data is cut off at byte 20");
    }

    @ParameterizedTest
    @EnumSource(Statistics.class)
    void whatIsNotAskedForIsAbsent(Statistics statistics) throws InterruptedException {
        var source = FakeSource.of("a\n1\n2\n");
        var column =
                Profiler.profile(source, ScanOptions.AUTO, new Measures(statistics, null))
                        .columns()
                        .getFirst();
        boolean isBasic = statistics == Statistics.BASIC;
        assertThat(column.distinct() == null).isEqualTo(isBasic);
        assertThat(column.top() == null).isEqualTo(isBasic);
        assertThat(column.numeric().quantiles() == null).isEqualTo(isBasic);
        assertThat(column.numeric().histogram() == null).isEqualTo(isBasic);
        boolean isComplete = statistics == Statistics.COMPLETE;
        assertThat(column.content() != null).isEqualTo(isComplete);
        assertThat(column.numeric().details() != null).isEqualTo(isComplete);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a,b'|the dataset has a header and no records",
                "'a,b\n'|the dataset has a header and no records",
                "'a,b\r\n\r\n'|the dataset has a header and no records",
                "'a\n'|the dataset has a header and no records",
                "''|the dataset is empty",
                "'\n\r\n\n'|the dataset is empty",
                "'\uFEFF'|the dataset is empty",
                "'\uFEFF\n'|the dataset is empty",
            })
    void aDatasetWithoutRecordsIsMalformed(String text, String sentence) {
        var source = FakeSource.of(text);
        assertThatThrownBy(() -> Profiler.profile(source, ScanOptions.AUTO, Measures.STANDARD))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        failure -> {
                            assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED_DATA);
                            assertThat(failure.sentence()).isEqualTo(sentence);
                        });
        assertThat(source.isClosed()).isTrue();
    }

    @Test
    void theFetchIsClosedAtTheEnd() throws InterruptedException {
        var source = FakeSource.of("a\n1\n");
        Profiler.profile(source, ScanOptions.AUTO, Measures.STANDARD);
        assertThat(source.isClosed()).isTrue();
    }

    @Test
    void waitsForBytesThatHaveNotArrived() throws Exception {
        var source = new PipedSource();
        var snapshot =
                new FutureTask<>(
                        () -> Profiler.profile(source, ScanOptions.AUTO, Measures.STANDARD));
        Thread.ofVirtual().start(snapshot);
        for (String piece : new String[] {"a,", "b\n1", ",2\n3,4\n", "5,6"}) {
            source.awaitAsked();
            assertThat(snapshot.isDone()).isFalse();
            source.arrive(piece);
        }
        source.awaitAsked();
        source.arrive("");
        assertThat(snapshot.get(5, TimeUnit.SECONDS).rows()).isEqualTo(3);
    }

    @Test
    void anInterruptEndsTheWaiting() throws Exception {
        var source = new PipedSource();
        var thrown = new AtomicReference<Throwable>();
        var ended = new CountDownLatch(1);
        var thread =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                Profiler.profile(source, ScanOptions.AUTO, Measures.BASIC);
                            } catch (InterruptedException e) {
                                thrown.set(e);
                            }
                            ended.countDown();
                        });
        source.awaitAsked();
        thread.interrupt();
        ended.await();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(source.isClosed).isTrue();
    }

    /// A source whose bytes a test brings while it is being fetched; an empty piece is the end.
    private static final class PipedSource implements Source {
        private final LinkedBlockingQueue<String> pieces = new LinkedBlockingQueue<>();
        private final LinkedBlockingQueue<Boolean> asked = new LinkedBlockingQueue<>();
        private volatile Runnable ready = () -> {};
        private volatile boolean isClosed;

        void awaitAsked() throws InterruptedException {
            assertThat(asked.poll(5, TimeUnit.SECONDS)).isNotNull();
        }

        void arrive(String piece) {
            pieces.add(piece);
            ready.run();
        }

        @Override
        public String uri() {
            return "fake:pipe";
        }

        @Override
        public Fetch open(Runnable whenReady) {
            ready = whenReady;
            return new Fetch() {
                @Override
                public int take(byte[] target, int offset, int length) {
                    String piece = pieces.poll();
                    if (piece == null) {
                        asked.add(true);
                        return 0;
                    }
                    byte[] bytes = piece.getBytes(StandardCharsets.US_ASCII);
                    System.arraycopy(bytes, 0, target, offset, bytes.length);
                    return bytes.length == 0 ? END : bytes.length;
                }

                @Override
                public Origin origin() {
                    return Origin.UNKNOWN;
                }

                @Override
                public void close() {
                    isClosed = true;
                }
            };
        }
    }

    @Test
    void aFailureOfTheFetchIsPassedOn() {
        Source broken =
                new Source() {
                    @Override
                    public String uri() {
                        return "fake:broken";
                    }

                    @Override
                    public Fetch open(Runnable ready) {
                        throw new FailureException(FailureKind.SOURCE_UNAVAILABLE, "gone");
                    }
                };
        assertThatThrownBy(() -> Profiler.profile(broken, ScanOptions.AUTO, Measures.BASIC))
                .isInstanceOf(FailureException.class)
                .hasMessage("gone");
    }
}
