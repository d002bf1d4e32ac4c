package dev.interim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.scan.Buffers;
import dev.interim.engine.stats.Measures;
import dev.interim.engine.stats.Part;
import dev.interim.engine.stats.Snapshot;
import dev.interim.fixture.ManualTicker;
import dev.interim.fixture.RecordingListener;
import dev.interim.fixture.SmallCsv;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Parts enter the profile in the order of the data, whoever brings them in whatever order.
@Timeout(60)
class LedgerTest {
    private static final int ROWS = 300;
    private static final byte[] CSV = SmallCsv.of(ROWS, 7);
    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final int LANES = 4;
    private static final int ROUNDS = 100;
    private static final Buffers NONE_KEPT = new Buffers(1 << 20, 0);

    private final RecordingListener listener = new RecordingListener();
    private final ManualTicker ticker = new ManualTicker();
    private final HandOver handOver = new HandOver(Integer.MAX_VALUE);
    private final Ledger ledger =
            new Ledger(Measures.STANDARD, listener, ticker, INTERVAL, NONE_KEPT, handOver);

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    private record Work(Piece piece, Part part) {}

    /// What is to be added, in the order of the data.
    private List<Work> work() {
        List<Work> work = new ArrayList<>();
        for (Piece piece : Pieces.of(CSV)) {
            handOver.put(piece);
            var part = new Part(Measures.STANDARD);
            new Desk().scan(piece, part);
            part.compute(piece.layout().schema());
            work.add(new Work(piece, part));
        }
        handOver.end();
        assertThat(work).hasSizeGreaterThan(20);
        return work;
    }

    private void add(Work work) {
        ledger.add(work.piece(), work.part());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyOrderGivesTheResultOfTheRightOne(long seed) {
        var work = work();
        Collections.shuffle(work, new Random(seed));
        work.forEach(this::add);
        ledger.close(true);
        assertThat(listener.result()).isEqualTo(inOrder());
        assertThat(handOver.isDrained()).isTrue();
    }

    @Test
    void manyLanesAtATimeGiveTheResultOfOne() throws Exception {
        var work = work();
        var expected = inOrder();
        for (int round = 0; round < ROUNDS; round++) {
            Collections.shuffle(work, new Random(round));
            var test = new LedgerTest();
            test.addAll(work);
            assertThat(test.ledger.rows()).isEqualTo(ROWS);
            test.ledger.close(true);
            assertThat(test.listener.result()).isEqualTo(expected);
        }
    }

    private void addAll(List<Work> work) throws InterruptedException {
        work.forEach(one -> handOver.put(one.piece()));
        handOver.end();
        var together = new CyclicBarrier(LANES);
        List<Thread> lanes = new ArrayList<>();
        for (int i = 0; i < LANES; i++) {
            int first = i;
            lanes.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                await(together);
                                for (int at = first; at < work.size(); at += LANES) {
                                    add(work.get(at));
                                }
                            }));
        }
        for (Thread lane : lanes) {
            lane.join();
        }
    }

    @Test
    void partThatCameEarlyWaitsForTheOneBefore() {
        var work = work();
        add(work.get(1));
        assertThat(ledger.rows()).isZero();
        assertThat(ledger.processed()).isZero();
        add(work.get(0));
        assertThat(ledger.rows()).isPositive();
        assertThat(ledger.processed()).isEqualTo(work.get(1).piece().fetchedUpTo());
    }

    @Test
    void firstSnapshotComesAtOnceAndFurtherOnesAfterTheInterval() {
        var work = work();
        add(work.get(0));
        assertThat(listener.snapshots()).hasSize(1);
        add(work.get(1));
        ticker.advance(INTERVAL.minusNanos(1));
        add(work.get(2));
        assertThat(listener.snapshots()).hasSize(1);
        ticker.advance(Duration.ofNanos(1));
        add(work.get(3));
        assertThat(listener.snapshots()).hasSize(2);
        assertThat(listener.snapshots()).noneMatch(Snapshot::isFinal);
    }

    @Test
    void lastPartLeavesTheSnapshotToTheClose() {
        ticker.advance(INTERVAL);
        work().forEach(this::add);
        assertThat(listener.snapshots()).noneMatch(snapshot -> snapshot.rows() == ROWS);
        ledger.close(true);
        assertThat(listener.result().rows()).isEqualTo(ROWS);
        assertThat(listener.result().scope()).isEqualTo(Snapshot.Scope.WHOLE);
    }

    @Test
    void closedEarlyItSpeaksOfAPrefix() {
        add(work().get(0));
        ledger.close(false);
        assertThat(listener.result().scope()).isEqualTo(Snapshot.Scope.PREFIX);
    }

    @Test
    void nothingSeenIsNoSnapshot() {
        ledger.close(true);
        assertThat(listener.snapshots()).isEmpty();
    }

    private static Snapshot inOrder() {
        var test = new LedgerTest();
        test.work().forEach(test::add);
        test.ledger.close(true);
        return test.listener.result();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
