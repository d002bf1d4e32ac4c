package dev.interim.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Work that is left at the lock is done or told of by whoever unlocks.
@Timeout(60)
class CombiningLockTest {
    private static final int LANES = 3;
    private static final int ROUNDS = 2_000;

    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger woken = new AtomicInteger();
    private final AtomicBoolean fails = new AtomicBoolean();
    private final CombiningLock lock = new CombiningLock(new Counted());

    private final class Counted implements CombiningLock.Queue {
        @Override
        public boolean isWaiting() {
            return waiting.get() > 0;
        }

        @Override
        public boolean doNext() {
            if (waiting.get() == 0) {
                return false;
            }
            waiting.decrementAndGet();
            if (fails.get()) {
                throw new IllegalStateException("cannot be done");
            }
            done.incrementAndGet();
            return true;
        }

        @Override
        public void wakeLanes() {
            woken.incrementAndGet();
        }
    }

    @Test
    void laneDoesAllThereIsAndTellsOfIt() {
        waiting.set(100);
        lock.work();
        assertThat(done).hasValue(100);
        assertThat(woken).hasValue(1);
        lock.work();
        assertThat(woken).hasValue(1);
    }

    @Test
    void laneThatFindsTheLockTakenLeavesItsWorkToTheHolderWhoTellsOfIt() {
        int answer =
                lock.exclusively(() -> {
                    elsewhere(() -> {
                        waiting.incrementAndGet();
                        lock.work();
                    });
                    assertThat(done).hasValue(0);
                    return 7;
                });
        assertThat(answer).isEqualTo(7);
        assertThat(done).hasValue(1);
        assertThat(woken).hasValue(1);
    }

    @Test
    void othersDoSomeOfTheWorkAndWakeLanesForTheRest() {
        waiting.set(1_000);
        lock.exclusively(() -> "read");
        assertThat(done.get()).isBetween(1, 999);
        assertThat(woken).hasValue(1);
        lock.work();
        assertThat(done).hasValue(1_000);
    }

    @Test
    void whoReadsWhereNothingWaitsWakesNobody() {
        lock.exclusively(() -> "read");
        assertThat(woken).hasValue(0);
    }

    @Test
    void actionThatFailsStillTellsOfTheWork() {
        waiting.set(1);
        assertThatThrownBy(() ->
                        lock.exclusively(() -> {
                            throw new IllegalStateException("cannot be read");
                        }))
                .hasMessage("cannot be read");
        assertThat(done).hasValue(1);
        assertThat(woken).hasValue(1);
    }

    @Test
    void workThatFailsOutsideALaneFailsTheNextLane() {
        waiting.set(1);
        fails.set(true);
        assertThat(lock.<String>exclusively(() -> "read")).isEqualTo("read");
        assertThat(woken).hasValue(1);
        assertThat(lock.isWorkForLanes()).isTrue();
        assertThatThrownBy(lock::work).cause().hasMessage("cannot be done");
    }

    @Test
    void nothingIsLeftBehindWhereLanesAndReadersMeet() throws InterruptedException {
        var threads = new Thread[LANES + 1];
        for (int i = 0; i < LANES; i++) {
            threads[i] =
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int round = 0; round < ROUNDS; round++) {
                                    waiting.incrementAndGet();
                                    lock.work();
                                }
                            });
        }
        threads[LANES] =
                Thread.ofPlatform()
                        .start(() -> {
                            for (int round = 0; round < ROUNDS; round++) {
                                lock.exclusively(() -> "read");
                            }
                        });
        for (Thread thread : threads) {
            thread.join();
        }
        if (waiting.get() > 0) {
            // The reader unlocked last, with more left than it does itself, and has woken lanes.
            assertThat(woken).hasPositiveValue();
            lock.work();
        }
        assertThat(done).hasValue(LANES * ROUNDS);
    }

    private static void elsewhere(Runnable action) {
        try {
            Thread.ofPlatform().start(action).join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
