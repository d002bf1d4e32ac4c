package dev.interim.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.HostileOrigin;
import dev.interim.fixture.LoopbackServer;
import dev.interim.fixture.LoopbackServer.Reply;
import dev.interim.fixture.LoopbackServer.Request;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Several ranges at the same time give the bytes of one, in order, in bounded memory.
///
/// Time stands still here, so that each doubling seems to help: all 8 connections are used. The
/// first connection brings bytes only when they are waited for, so that there are others.
@Timeout(60)
class RangesTest {
    private static final int LENGTH = 60_000_001;
    private static final int PIECE = 64 * 1024;
    private static final Pattern PART = Pattern.compile("Range: bytes=([0-9]+)-([0-9]*)");

    private final LoopbackServer server = LoopbackServer.start();
    private final HostileOrigin file = new HostileOrigin(FetchContract.content(LENGTH), "\"v1\"");
    private final Web web = new Web(AddressRules.PUBLIC_AND_LOOPBACK);
    private final Taking taking = new Taking();

    /// For the head and the first piece.
    private final Semaphore pieces = new Semaphore(2);

    @BeforeEach
    void askForPieces() {
        taking.whenNothingIsThere(() -> {
            if (pieces.availablePermits() == 0) {
                pieces.release();
            }
            taking.awaitReady();
        });
    }

    @AfterEach
    void stop() {
        server.close();
        web.close();
    }

    @Test
    void bringTheSameBytesAsOne() {
        server.on("/file", this::honest);
        assertAllComes();
        assertThat(server.requests()).hasSizeGreaterThan(2);
        assertThat(server.requests().subList(1, server.requests().size()))
                .allMatch(head -> head.contains("If-Range: \"v1\"\r\n"));
    }

    @Test
    void areNotUsedUnlessAllowed() {
        server.on("/file", file::honest);
        try (Fetch fetch = web.source(server.uri("/file")).open(taking.ready())) {
            assertThat(Arrays.equals(taking.all(fetch, 500_000), file.content())).isTrue();
        }
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"v1\"", "v1", ""})
    void areNotUsedWithoutAStrongVersion(String etag) {
        server.on("/file", file.as(etag.isEmpty() ? null : etag)::honest);
        assertAllComes();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void areNotUsedWhereServersIgnoreThem() {
        server.on("/file", request -> file.whole());
        assertAllComes();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void areNotUsedForWhatIsShort() {
        byte[] content = FetchContract.content(2 * Part.BYTES);
        server.on("/file", new HostileOrigin(content, "\"v1\"")::honest);
        try (Fetch fetch = opened()) {
            assertThat(Arrays.equals(taking.all(fetch, 500_000), content)).isTrue();
        }
        assertThat(server.requests()).hasSize(1);
    }

    /// Each part but the first, which others wait for, waits until the one behind it was asked for.
    @Test
    void mayComeInAnyOrder() {
        var asked = new ConcurrentHashMap<Integer, CountDownLatch>();
        var waited = new AtomicInteger();
        server.on(
                "/file",
                request -> {
                    int from = HostileOrigin.from(request);
                    asked.computeIfAbsent(from, at -> new CountDownLatch(1)).countDown();
                    if (isPart(request) && request.number() > 2 && !isLast(request)) {
                        waited.incrementAndGet();
                        await(
                                asked.computeIfAbsent(
                                        from + Part.BYTES, at -> new CountDownLatch(1)));
                    }
                    return honest(request);
                });
        assertAllComes();
        assertThat(waited).hasValueGreaterThan(1);
    }

    /// Nobody asks far beyond a part that does not come.
    @Test
    void waitForTheSlowestInBoundedMemory() throws Exception {
        int slow = 16_000_000;
        var released = new CountDownLatch(1);
        var held = new CompletableFuture<Integer>();
        server.on(
                "/file",
                request -> {
                    int from = HostileOrigin.from(request);
                    if (isPart(request) && from <= slow && slow < from + Part.BYTES) {
                        held.complete(from);
                        await(released);
                    }
                    return honest(request);
                });
        try (Fetch fetch = opened()) {
            byte[] all = new byte[LENGTH];
            int at = take(fetch, all, 0, slow - Part.BYTES);
            at = take(fetch, all, at, held.get());
            assertThat(fetch.take(all, at, 1)).isZero();
            assertThat(server.requests()).hasSizeBetween(3, 1 + 3 + 8);
            released.countDown();
            assertThat(take(fetch, all, at, LENGTH)).isEqualTo(LENGTH);
            assertThat(Arrays.equals(all, file.content())).isTrue();
        }
        assertThat(server.requests()).hasSizeGreaterThan(1 + 3 + 8);
    }

    private int take(Fetch fetch, byte[] target, int from, int until) {
        int at = from;
        while (at < until) {
            at += taking.once(fetch, target, at, until - at);
        }
        return at;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void thatBreakOffAreResumed(long seed) {
        var random = new Random(seed);
        server.on(
                "/file",
                request -> {
                    Reply reply = file.honest(request);
                    synchronized (random) {
                        return random.nextInt(3) == 0
                                ? reply.resetAfter(random.nextInt(Part.BYTES))
                                : reply;
                    }
                });
        assertAllComes();
    }

    @Test
    void ofAnotherVersionAreNotMixed() {
        server.on(
                "/file",
                request ->
                        switch (request.number()) {
                            case 1 -> honest(request).endingAfter(8_000_000);
                            case 2, 3, 4, 5 -> honest(request);
                            default -> {
                                pieces.release(LENGTH / PIECE);
                                yield file.as("\"v2\"").honest(request);
                            }
                        });
        try (Fetch fetch = opened()) {
            assertThat(taking.failure(fetch))
                    .hasMessageStartingWith("the source changed while it was being fetched, after");
        }
        assertTakenIsABeginning();
    }

    @Test
    void ofAServerThatIsTooBusyForThemGiveWayToOne() {
        var open = new AtomicInteger();
        server.on(
                "/file",
                request -> {
                    boolean isOne = !isPart(request);
                    return isOne || open.incrementAndGet() == 1
                            ? file.honest(request)
                            : file.whole().status(429).header("Retry-After: 200");
                });
        assertAllComes();
        assertThat(web.waits()).isEmpty();
        assertThat(server.requests().getLast()).containsPattern("Range: bytes=[0-9]+-\r\n");
    }

    @Test
    void thatAreForgottenGiveWayToOne() {
        server.on(
                "/file",
                request ->
                        isPart(request) && request.number() > 4
                                ? file.whole()
                                : file.honest(request));
        assertAllComes();
    }

    /// One connection for each client, and links that work once.
    @ParameterizedTest
    @ValueSource(ints = {403, 404, 410, 429, 503})
    void areNotUsedWhereTheSecondIsRefused(int status) {
        server.on(
                "/file",
                request -> request.number() == 1 ? honest(request) : file.whole().status(status));
        assertAllComes();
        assertThat(server.requests()).hasSize(2);
        assertThat(web.waits()).isEmpty();
    }

    /// A server that serves one client after the other.
    @Test
    void areNotUsedWhereTheSecondIsNotAnswered() {
        var over = new CountDownLatch(1);
        server.on(
                "/file",
                request -> {
                    if (request.number() > 1) {
                        await(over);
                    }
                    return honest(request);
                });
        assertAllComes();
        over.countDown();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void areNotUsedWhereTheSecondIsOfAMirrorWithAnotherVersion() {
        server.on(
                "/file",
                request ->
                        request.number() == 1
                                ? honest(request)
                                : file.as("\"v2\"").honest(request));
        assertAllComes();
        assertThat(server.requests()).hasSize(2);
    }

    /// A link is checked when a request arrives: the answer over the first connection goes on.
    @ParameterizedTest
    @ValueSource(ints = {403, 200, 503})
    void thatAreRefusedLaterGiveWayToTheFirstConnection(int status) {
        server.on(
                "/file",
                request -> {
                    if (request.number() < 6) {
                        return honest(request);
                    }
                    pieces.release(LENGTH / PIECE);
                    return file.as("\"v2\"").whole().status(status);
                });
        assertAllComes();
        assertThat(server.requests()).hasSizeGreaterThan(6);
    }

    @Test
    void areGivenBackInALongPauseAndAskedForAgain() throws Exception {
        server.on("/file", request -> request.number() == 4 ? hanging(request) : honest(request));
        try (Fetch fetch = opened()) {
            Thread reader = Thread.ofVirtual().start(() -> taking.all(fetch, 500_000));
            server.awaitRequests(4);
            fetch.pause();
            web.timing.advance(Duration.ofSeconds(10));
            fetch.resume();
            reader.join();
            assertThat(Arrays.equals(taking.taken(), file.content())).isTrue();
        }
    }

    @Test
    void endWithTheFetch() throws Exception {
        server.on("/file", request -> isPart(request) ? hanging(request) : honest(request));
        Fetch fetch = opened();
        Thread reader = Thread.ofVirtual().start(() -> taking.failure(fetch));
        server.awaitRequests(3);
        fetch.close();
        reader.join();
        web.awaitThreads();
    }

    @Test
    void giveWayToOneWhenTheModeChanges() throws Exception {
        var changed = new CountDownLatch(1);
        server.on(
                "/file",
                request -> {
                    if (request.number() == 6) {
                        await(changed);
                    }
                    return honest(request);
                });
        try (Fetch fetch = opened()) {
            Thread reader = Thread.ofVirtual().start(() -> taking.all(fetch, 500_000));
            server.awaitRequests(6);
            fetch.parallel(false);
            changed.countDown();
            reader.join();
            assertThat(Arrays.equals(taking.taken(), file.content())).isTrue();
        }
        assertThat(server.requests().getLast()).containsPattern("Range: bytes=[0-9]+-\r\n");
        assertNoPartIsAskedForTwice();
    }

    /// The first connection brings more while the second range, the trial, has not come.
    private void assertNoPartIsAskedForTwice() {
        var parts =
                server.requests().stream()
                        .skip(1)
                        .map(head -> PART.matcher(head).results().toList().getFirst())
                        .sorted(Comparator.comparing(part -> Long.valueOf(part.group(1))))
                        .toList();
        for (int i = 2; i < parts.size(); i++) {
            assertThat(Long.parseLong(parts.get(i).group(1)))
                    .isEqualTo(Long.parseLong(parts.get(i - 1).group(2)) + 1);
        }
        assertThat(parts).hasSizeGreaterThan(5);
    }

    private Fetch opened() {
        Fetch fetch = web.source(server.uri("/file")).open(taking.ready());
        fetch.parallel(true);
        return fetch;
    }

    private void assertAllComes() {
        try (Fetch fetch = opened()) {
            assertThat(Arrays.equals(taking.all(fetch, 500_000), file.content())).isTrue();
        }
    }

    private void assertTakenIsABeginning() {
        byte[] taken = taking.taken();
        assertThat(Arrays.equals(taken, Arrays.copyOf(file.content(), taken.length))).isTrue();
    }

    private Reply honest(Request request) {
        Reply reply = file.honest(request);
        return request.number() == 1 ? reply.dripping(pieces, PIECE) : reply;
    }

    /// Begins, and brings no byte.
    private Reply hanging(Request request) {
        return file.honest(request).dripping(new Semaphore(300));
    }

    private static boolean isPart(Request request) {
        return !String.valueOf(request.header("Range")).endsWith("-");
    }

    private static boolean isLast(Request request) {
        return String.valueOf(request.header("Range")).endsWith("-" + (LENGTH - 1));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
