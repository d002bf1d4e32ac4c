package dev.interim.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PipeTest {
    private final FailureException reason =
            new FailureException(FailureKind.SOURCE_UNAVAILABLE, "the line is dead");
    private final Taking taking = new Taking();

    @ParameterizedTest(name = "{0} buffers of {1} bytes, read by {2}, taken by {3}")
    @CsvSource({
        "2, 1, 1, 1",
        "2, 3, 7, 2",
        "3, 16, 5, 50",
        "8, 64, 1000, 1",
        "8, 1024, 300, 4096",
        "2, 100, 100, 100",
    })
    void losesNeitherBytesNorWakeUps(int buffers, int bytes, int atMost, int atOnce)
            throws Exception {
        byte[] content = FetchContract.content(20_000);
        for (int round = 0; round < 5; round++) {
            var told = new Taking();
            var pipe = new Pipe(new PipeSize(buffers, bytes), told.ready());
            Thread writer = write(pipe, raggedly(content, atMost, round));
            assertThat(told.all(fetch(pipe), atOnce)).isEqualTo(content);
            writer.join();
        }
    }

    @Test
    void holdsAsManyBytesAsItHasRoomFor() throws Exception {
        var pipe = new Pipe(new PipeSize(3, 10), taking.ready());
        var endless = new EndlessStream();
        for (int i = 0; i < 3; i++) {
            assertThat(pipe.awaitRoom()).isTrue();
            assertThat(pipe.readFrom(endless)).isEqualTo(10);
        }
        var passed = new CompletableFuture<Boolean>();
        Thread writer = waiting(pipe, passed);
        assertThat(pipe.take(new byte[9], 0, 9)).isEqualTo(9);
        assertThat(passed).isNotDone();
        assertThat(pipe.take(new byte[9], 0, 6)).isEqualTo(6);
        assertThat(passed.get()).isTrue();
        writer.join();
    }

    @Test
    void aWriterWhoFoundItFullIsWokenOnceHalfOfItIsFree() throws Exception {
        var pipe = new Pipe(new PipeSize(4, 10), taking.ready());
        fill(pipe, 4);
        var passed = new CompletableFuture<Boolean>();
        Thread writer = waiting(pipe, passed);
        assertThat(pipe.take(new byte[19], 0, 19)).isEqualTo(19);
        assertThat(writer.getState()).isEqualTo(Thread.State.WAITING);
        assertThat(passed).isNotDone();
        assertThat(pipe.take(new byte[1], 0, 1)).isEqualTo(1);
        assertThat(passed.get()).isTrue();
        writer.join();
    }

    @Test
    void bytesAreWantedFasterOnceAPipeOfThemCameWithoutFillingIt() throws Exception {
        var pipe = new Pipe(new PipeSize(4, 10), taking.ready());
        fill(pipe, 4);
        Thread writer = waiting(pipe, new CompletableFuture<>());
        assertThat(pipe.take(new byte[40], 0, 40)).isEqualTo(40);
        writer.join();
        for (int i = 0; i < 4; i++) {
            assertThat(pipe.isWantedFaster()).isFalse();
            pipe.readFrom(new EndlessStream());
            assertThat(pipe.take(new byte[10], 0, 10)).isEqualTo(10);
        }
        assertThat(pipe.isWantedFaster()).isTrue();
        pipe.readFrom(new EndlessStream());
        pipe.readFrom(new EndlessStream());
        assertThat(pipe.isWantedFaster()).as("half of it waits").isFalse();
    }

    @Test
    void closingFreesAWriterWhoWaits() throws Exception {
        Pipe pipe = full();
        var passed = new CompletableFuture<Boolean>();
        Thread writer = waiting(pipe, passed);
        pipe.close();
        assertThat(passed.get()).isFalse();
        writer.join();
    }

    @Test
    void failingFreesAWriterWhoWaits() throws Exception {
        Pipe pipe = full();
        var passed = new CompletableFuture<Boolean>();
        Thread writer = waiting(pipe, passed);
        pipe.fail(reason);
        assertThat(passed.get()).isFalse();
        writer.join();
    }

    @Test
    void tellsOnceAfterEachZeroAndNeverOtherwise() throws Exception {
        var told = new AtomicInteger();
        var pipe = new Pipe(PipeSize.STANDARD, told::incrementAndGet);
        pipe.readFrom(new EndlessStream());
        assertThat(told).hasValue(0);
        pipe.take(new byte[PipeSize.STANDARD.bufferBytes()], 0, PipeSize.STANDARD.bufferBytes());
        assertThat(pipe.take(new byte[1], 0, 1)).isZero();
        assertThat(told).hasValue(0);
        pipe.readFrom(new EndlessStream());
        pipe.readFrom(new EndlessStream());
        assertThat(told).hasValue(1);
    }

    @Test
    void tellsOfEndFailureAndClosing() {
        List<Consumer<Pipe>> endings = List.of(Pipe::end, p -> p.fail(reason), Pipe::close);
        for (Consumer<Pipe> over : endings) {
            var told = new AtomicInteger();
            var pipe = new Pipe(PipeSize.STANDARD, told::incrementAndGet);
            assertThat(pipe.take(new byte[1], 0, 1)).isZero();
            over.accept(pipe);
            assertThat(told).hasValue(1);
        }
    }

    @Test
    void failsOnlyAfterAllBytesWereTaken() throws Exception {
        var pipe = new Pipe(new PipeSize(2, 10), taking.ready());
        pipe.readFrom(new EndlessStream());
        pipe.fail(reason);
        assertThat(pipe.take(new byte[20], 0, 20)).isEqualTo(10);
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> pipe.take(new byte[20], 0, 20))
                .withMessage("the line is dead")
                .withCause(reason);
    }

    @Test
    void theFirstEndCounts() {
        var pipe = new Pipe(PipeSize.STANDARD, taking.ready());
        pipe.end();
        pipe.fail(reason);
        assertThat(pipe.take(new byte[1], 0, 1)).isEqualTo(Fetch.END);
        var other = new Pipe(PipeSize.STANDARD, taking.ready());
        other.fail(reason);
        other.end();
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> other.take(new byte[1], 0, 1));
    }

    private static Pipe full() throws IOException {
        var pipe = new Pipe(new PipeSize(2, 10), () -> {});
        fill(pipe, 2);
        return pipe;
    }

    private static void fill(Pipe pipe, int buffers) throws IOException {
        for (int i = 0; i < buffers; i++) {
            pipe.readFrom(new EndlessStream());
        }
    }

    private static Fetch fetch(Pipe pipe) {
        return new PipeFetch(pipe, () -> Origin.UNKNOWN, () -> {});
    }

    /// A thread that is inside {@link Pipe#awaitRoom}, as far as can be seen from outside.
    private static Thread waiting(Pipe pipe, CompletableFuture<Boolean> passed) throws Exception {
        var started = new CountDownLatch(1);
        Thread writer =
                Thread.ofPlatform()
                        .start(() -> {
                            started.countDown();
                            try {
                                passed.complete(pipe.awaitRoom());
                            } catch (InterruptedException e) {
                                passed.completeExceptionally(e);
                            }
                        });
        started.await();
        while (writer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return writer;
    }

    private Thread write(Pipe pipe, InputStream in) {
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        int count = 0;
                        while (count >= 0 && pipe.awaitRoom()) {
                            count = pipe.readFrom(in);
                        }
                        pipe.end();
                    } catch (IOException | InterruptedException e) {
                        pipe.fail(reason);
                    }
                });
    }

    /// Gives between 1 and `atMost` bytes at a time.
    private static InputStream raggedly(byte[] content, int atMost, long seed) {
        var random = new Random(seed);
        return new ByteArrayInputStream(content) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(atMost)));
            }
        };
    }
}
