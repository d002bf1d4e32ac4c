package dev.interim.schedule;

import static dev.interim.schedule.Priority.BATCH;
import static dev.interim.schedule.Priority.INTERACTIVE;
import static dev.interim.schedule.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Who is next when many wait.
class FairQueueTest {
    private static final long QUANTUM = 20;

    private final RunQueue<String> queue =
            new FairQueue<>(Duration.ofNanos(QUANTUM), new Shares(0.20, 0.10));
    private final Map<String, Long> served = new HashMap<>();

    @Test
    void isEmptyAtFirst() {
        assertThat(queue.poll()).isNull();
        assertThat(queue.size()).isZero();
    }

    @Test
    void higherClassesGoFirst() {
        enter("batch", BATCH);
        enter("normal", NORMAL);
        enter("interactive", INTERACTIVE);
        assertThat(drain()).containsExactly("interactive", "normal", "batch");
        assertThat(queue.size()).isZero();
    }

    @Test
    void equalsTakeTurns() {
        enter("a", NORMAL);
        enter("b", NORMAL);
        enter("c", NORMAL);
        assertThat(serve(6, QUANTUM)).containsExactly("a", "b", "c", "a", "b", "c");
    }

    @Test
    void whoUsedLittleOfItsTurnsGetsMoreOfThem() {
        enter("long", NORMAL);
        enter("short", NORMAL);
        for (int turn = 0; turn < 1_100; turn++) {
            Seat<String> seat = take();
            giveBack(seat, seat.occupant.equals("long") ? 10 : 1);
        }
        assertThat(served.get("long")).isCloseTo(served.get("short"), within(20L));
    }

    @Test
    void manyLanesOfAGroupGetNoMoreThanOneOfAnother() {
        enter("crowd", "crowd 1", NORMAL);
        enter("crowd", "crowd 2", NORMAL);
        enter("crowd", "crowd 3", NORMAL);
        enter("single", "single", NORMAL);
        serve(600, QUANTUM);
        assertThat(served.get("single")).isEqualTo(300 * QUANTUM);
        assertThat(served.get("crowd 1")).isEqualTo(100 * QUANTUM);
        assertThat(served.get("crowd 2")).isEqualTo(100 * QUANTUM);
        assertThat(served.get("crowd 3")).isEqualTo(100 * QUANTUM);
    }

    @Test
    void insideAGroupWhoUsedLittleOfItsTurnsGetsMoreOfThem() {
        enter("crowd", "long", NORMAL);
        enter("crowd", "short", NORMAL);
        for (int turn = 0; turn < 1_100; turn++) {
            Seat<String> seat = take();
            giveBack(seat, seat.occupant.equals("long") ? 10 : 1);
        }
        assertThat(served.get("long")).isCloseTo(served.get("short"), within(20L));
    }

    @Test
    void aGroupKeepsItsAccountWhileOneOfItsLanesIsLeft() {
        enter("other", NORMAL);
        Seat<String> first = enter("crowd", "first", NORMAL);
        enter("crowd", "second", NORMAL);
        queue.remove(first);
        queue.charge(first, 100 * QUANTUM);
        queue.part(first);
        enter("crowd", "third", NORMAL);
        assertThat(serve(100, QUANTUM)).containsOnly("other");
    }

    @Test
    void theAccountOfAGroupEndsWithItsLastLane() {
        enter("other", NORMAL);
        Seat<String> first = enter("crowd", "first", NORMAL);
        Seat<String> second = enter("crowd", "second", NORMAL);
        queue.remove(first);
        queue.remove(second);
        queue.charge(first, 100 * QUANTUM);
        queue.part(first);
        queue.part(second);
        enter("crowd", "third", NORMAL);
        assertThat(serve(3, QUANTUM)).contains("third");
    }

    @Test
    void sleepEarnsOneBonusAndNoMore() {
        enter("awake 1", NORMAL);
        enter("awake 2", NORMAL);
        serve(1_000, QUANTUM);
        enter("sleeper", NORMAL);
        assertThat(serve(8, QUANTUM))
                .startsWith("sleeper")
                .hasSize(8)
                .filteredOn("sleeper"::equals)
                .hasSizeBetween(3, 4);
    }

    @Test
    void aWokenLaneGoesBeforeThoseThatWereServedMeanwhile() {
        Seat<String> fetch = enter("fetch", NORMAL);
        enter("statistics", NORMAL);
        assertThat(take()).isSameAs(fetch);
        queue.charge(fetch, 1);
        serve(100, QUANTUM);
        queue.add(fetch);
        assertThat(serve(1, 1)).containsExactly("fetch");
    }

    @Test
    void lowerClassesKeepTheirSharesUnderEndlessWorkAbove() {
        for (Priority priority : Priority.values()) {
            enter(priority + " 1", priority);
            enter(priority + " 2", priority);
        }
        serve(100_000, QUANTUM);
        double all = 100_000.0 * QUANTUM;
        double batch = served.get("BATCH 1") + served.get("BATCH 2");
        double normal = served.get("NORMAL 1") + served.get("NORMAL 2");
        assertThat(batch / all).isCloseTo(0.10, within(0.001));
        assertThat(normal / (all - batch)).isCloseTo(0.20, within(0.001));
    }

    @Test
    void sharesAreOfTimeAlsoWhenTurnsDifferInLength() {
        enter("interactive", INTERACTIVE);
        enter("batch", BATCH);
        for (int turn = 0; turn < 100_000; turn++) {
            Seat<String> seat = take();
            giveBack(seat, seat.occupant.equals("batch") ? 3 * QUANTUM : 7);
        }
        double all = served.get("batch") + served.get("interactive");
        assertThat(served.get("batch") / all).isCloseTo(0.10, within(0.001));
    }

    @Test
    void whatALowerClassGetsWhileNobodyAboveWaitsIsNotHeldAgainstIt() {
        enter("batch", BATCH);
        serve(1_000, QUANTUM);
        enter("interactive", INTERACTIVE);
        assertThat(serve(12, QUANTUM)).containsOnlyOnce("batch");
    }

    @Test
    void whatALowerClassGetsWhileNobodyAboveWaitsSettlesWhatItIsOwed() {
        Seat<String> urgent = enter("urgent", INTERACTIVE);
        enter("batch", BATCH);
        serve(10, QUANTUM);
        queue.remove(urgent);
        serve(2, QUANTUM);
        queue.add(urgent);
        assertThat(serve(9, QUANTUM)).containsOnly("urgent");
    }

    @Test
    void aLaneThatMovesToAnotherClassStartsThereAmongItsEquals() {
        Seat<String> mover = enter("mover", BATCH);
        serve(1_000, QUANTUM);
        enter("a", INTERACTIVE);
        enter("b", INTERACTIVE);
        serve(100, QUANTUM);
        queue.move(mover, INTERACTIVE);
        assertThat(queue.size()).isEqualTo(3);
        assertThat(serve(30, QUANTUM)).filteredOn("mover"::equals).hasSizeBetween(10, 11);
    }

    @Test
    void aLaneThatDoesNotWaitMovesWithoutEntering() {
        Seat<String> mover = enter("mover", BATCH);
        take();
        queue.move(mover, INTERACTIVE);
        assertThat(queue.size()).isZero();
        giveBack(mover, QUANTUM);
        enter("normal", NORMAL);
        assertThat(serve(3, QUANTUM)).containsOnly("mover");
    }

    @Test
    void aNewcomerSharesWithALaneThatKeptItsWorkerForLong() {
        Seat<String> keeper = enter("keeper", NORMAL);
        take();
        for (int turn = 0; turn < 1_000; turn++) {
            queue.charge(keeper, QUANTUM);
            queue.stay(keeper);
        }
        giveBack(keeper, QUANTUM);
        enter("newcomer", NORMAL);
        assertThat(serve(10, QUANTUM)).filteredOn("keeper"::equals).hasSizeBetween(4, 5);
    }

    @Test
    void whatIsOwedWhileNothingCouldBeGivenDoesNotShutOutTheHigherClasses() {
        Seat<String> keeper = enter("keeper", INTERACTIVE);
        take();
        enter("batch", BATCH);
        enter("urgent", INTERACTIVE);
        for (int turn = 0; turn < 10_000; turn++) {
            queue.charge(keeper, QUANTUM);
            queue.stay(keeper);
        }
        assertThat(serve(10, QUANTUM)).filteredOn("batch"::equals).hasSize(2);
    }

    @Test
    void whoWasRemovedIsNotChosen() {
        Seat<String> gone = enter("gone", NORMAL);
        enter("here", NORMAL);
        queue.remove(gone);
        assertThat(gone.isWaiting).isFalse();
        assertThat(drain()).containsExactly("here");
    }

    private Seat<String> enter(String name, Priority priority) {
        return enter("group of " + name, name, priority);
    }

    private Seat<String> enter(String group, String name, Priority priority) {
        var seat = new Seat<>(name, group, priority);
        queue.join(seat);
        queue.add(seat);
        return seat;
    }

    private List<String> drain() {
        List<String> order = new ArrayList<>();
        for (Seat<String> seat = queue.poll(); seat != null; seat = queue.poll()) {
            order.add(seat.occupant);
        }
        return order;
    }

    private List<String> serve(int turns, long nanos) {
        List<String> order = new ArrayList<>();
        for (int turn = 0; turn < turns; turn++) {
            Seat<String> seat = take();
            order.add(seat.occupant);
            giveBack(seat, nanos);
        }
        return order;
    }

    private Seat<String> take() {
        return Objects.requireNonNull(queue.poll());
    }

    private void giveBack(Seat<String> seat, long nanos) {
        served.merge(seat.occupant, nanos, Long::sum);
        queue.charge(seat, nanos);
        queue.add(seat);
    }
}
