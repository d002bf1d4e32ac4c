package dev.interim.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UploadSourceTest extends FetchContract {
    private static final PipeSize SMALL = new PipeSize(2, 100);

    private final CompletableFuture<Boolean> pumped = new CompletableFuture<>();
    private Thread request = Thread.ofVirtual().start(() -> {});

    @Override
    protected Fetch open(byte[] content) {
        return pumping(new ByteArrayInputStream(content), Origin.UNKNOWN).open(taking.ready());
    }

    @AfterEach
    void theThreadOfTheRequestComesBack() throws InterruptedException {
        assertThat(request.join(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void aWholeBodyIsSaidToBeWhole() throws Exception {
        var source = pumping(new ByteArrayInputStream(new byte[1000]), Origin.ofBytes(1000));
        Fetch fetch = source.open(taking.ready());
        assertThat(fetch.origin()).isEqualTo(Origin.ofBytes(1000));
        assertThat(taking.all(fetch, 64)).hasSize(1000);
        assertThat(pumped.get()).isTrue();
    }

    @Test
    void aBodyThatBreaksOffFailsAfterItsBytes() throws Exception {
        var body = new SequenceInputStream(new ByteArrayInputStream(new byte[321]), broken());
        Fetch fetch = pumping(body, Origin.UNKNOWN).open(taking.ready());
        FailureException failure = taking.failure(fetch);
        assertThat(failure).hasMessage("the upload broke off after 321 bytes");
        assertThat(failure.kind()).isEqualTo(FailureKind.SOURCE_UNAVAILABLE);
        assertThat(taking.taken()).hasSize(321);
        assertThat(pumped.get()).isFalse();
    }

    @Test
    void aMistakeWhileReadingFailsToo() throws Exception {
        var body =
                new FilterInputStream(InputStream.nullInputStream()) {
                    @Override
                    public int read(byte[] target, int offset, int length) {
                        throw new IllegalStateException("the request is gone");
                    }
                };
        Fetch fetch = pumping(body, Origin.UNKNOWN).open(taking.ready());
        assertThat(taking.failure(fetch).kind()).isEqualTo(FailureKind.INTERNAL);
        assertThat(pumped.get()).isFalse();
    }

    @Test
    void aBodyShorterThanAnnouncedFails() {
        var source = pumping(new ByteArrayInputStream(new byte[321]), Origin.ofBytes(400));
        assertThat(taking.failure(source.open(taking.ready())))
                .hasMessage("the upload ended after 321 of 400 bytes");
    }

    @Test
    void aBodyAboveTheLimitFails() throws Exception {
        var limits = Limits.ofBytes(300);
        var source =
                new UploadSource(
                        new ByteArrayInputStream(new byte[1000]), Origin.UNKNOWN, SMALL, limits);
        pump(source);
        FailureException failure = taking.failure(source.open(taking.ready()));
        assertThat(failure.kind()).isEqualTo(FailureKind.TOO_LARGE);
        assertThat(failure).hasMessage("the upload has more, and at most 300 bytes are read");
        assertThat(pumped.get()).isFalse();
    }

    @Test
    void closingTheFetchFreesARequestThatWaitsForRoom() throws Exception {
        Fetch fetch = open(new byte[1000]);
        fetch.close();
        assertThat(pumped.get()).isFalse();
    }

    @Test
    void closingFreesARequestWhoseBodyDoesNotArrive() throws Exception {
        try (var silent = new PipedOutputStream()) {
            var source = pumping(new PipedInputStream(silent), Origin.UNKNOWN);
            source.open(taking.ready()).close();
            assertThat(pumped.get()).isFalse();
        }
    }

    @Test
    void abandoningWithoutOpeningFreesTheRequest() throws Exception {
        pumping(new ByteArrayInputStream(new byte[1000]), Origin.UNKNOWN).abandon();
        assertThat(pumped.get()).isFalse();
    }

    @Test
    void nothingIsReadBeforeItIsOpened() {
        var source = pumping(new ByteArrayInputStream(new byte[1000]), Origin.UNKNOWN);
        assertThat(source.memory()).isZero();
        assertThat(taking.all(source.open(taking.ready()), 64)).hasSize(1000);
    }

    @Test
    void pumpingAfterClosingReadsNothing() {
        var source = new UploadSource(broken(), Origin.UNKNOWN, SMALL, FetchLimits.STANDARD);
        source.close();
        assertThat(source.pump()).isFalse();
    }

    @Test
    void theThreadOfTheRequestIsNotInterruptedAfterwards() throws Exception {
        var reading = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        var body =
                new FilterInputStream(new EndlessStream()) {
                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        reading.countDown();
                        awaitAndStayInterrupted(closed);
                        return super.read(target, offset, length);
                    }
                };
        var source = new UploadSource(body, Origin.UNKNOWN, SMALL, FetchLimits.STANDARD);
        var interrupted = new CompletableFuture<Boolean>();
        request =
                Thread.ofVirtual()
                        .start(() -> {
                            source.pump();
                            interrupted.complete(Thread.currentThread().isInterrupted());
                        });
        source.open(taking.ready());
        reading.await();
        source.close();
        closed.countDown();
        assertThat(interrupted.get()).isFalse();
    }

    @Test
    void itCanBeOpenedOnce() {
        var source = new UploadSource(broken(), Origin.UNKNOWN, SMALL, FetchLimits.STANDARD);
        source.open(taking.ready());
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> source.open(taking.ready()));
    }

    private UploadSource pumping(InputStream body, Origin announced) {
        var source = new UploadSource(body, announced, SMALL, FetchLimits.STANDARD);
        pump(source);
        return source;
    }

    private void pump(UploadSource source) {
        request = Thread.ofVirtual().start(() -> pumped.complete(source.pump()));
    }

    private static void awaitAndStayInterrupted(CountDownLatch latch) {
        boolean wasInterrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static InputStream broken() {
        return new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
    }
}
