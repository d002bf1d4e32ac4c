package dev.interim.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interim.engine.source.Origin;
import dev.interim.engine.stats.ColumnType;
import dev.interim.engine.stats.Snapshot;
import dev.interim.run.RunProgress;
import dev.interim.run.Strategy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Which events a subscriber gets, whenever it comes and however slow it is.
@Timeout(60)
class EventLogTest {
    private static final JobId ID = new JobId(new UUID(0x7000L, Long.MIN_VALUE));
    private static final int CAPACITY = 3;
    private static final int KEPT_STATES = 128;

    private final EventLog log = new EventLog(CAPACITY);
    private final AtomicInteger woken = new AtomicInteger();

    private static JobStatus status(JobState state) {
        return new JobStatus(
                ID,
                JobRig.spec(new Strategy.Parallel()),
                state,
                new JobStatus.Times(Instant.EPOCH, null, null, null),
                "sample:trips",
                Origin.UNKNOWN,
                new JobProgress(RunProgress.NONE, null, null),
                null);
    }

    private static JobEvent state(JobState state) {
        return new JobEvent.StateChanged(status(state));
    }

    private static JobEvent progress() {
        return new JobEvent.Progressed(status(JobState.RUNNING).progress());
    }

    private static JobEvent snapshot(long sequence) {
        var empty =
                new Snapshot(
                        0, 0, 0, Snapshot.Scope.PREFIX, false, List.of(), Snapshot.Across.NOTHING);
        return new JobEvent.SnapshotTaken(
                new JobSnapshot(ID, sequence, Instant.EPOCH, null, empty));
    }

    private static JobEvent done() {
        return new JobEvent.Finished(status(JobState.SUCCEEDED));
    }

    private void append(JobEvent... events) {
        List.of(events).forEach(log::append);
    }

    private EventLog.Cursor read(long after) {
        return log.read(after, woken::incrementAndGet);
    }

    /// What a subscriber gets now, as `number:type`.
    private static List<String> all(EventLog.Cursor cursor) {
        List<String> events = new ArrayList<>();
        for (var entry = cursor.next(); entry != null; entry = cursor.next()) {
            events.add(entry.number() + ":" + entry.event().type());
        }
        return events;
    }

    @Test
    void historyThatIsForgottenLeavesTheNewestOfEachKind() {
        append(state(JobState.RUNNING), snapshot(1), progress(), snapshot(2), progress(), done());
        assertThat(all(read(0)))
                .containsExactly(
                        "1:state",
                        "2:snapshot",
                        "3:progress",
                        "4:snapshot",
                        "5:progress",
                        "6:done");
        log.forgetHistory();
        assertThat(all(read(0))).containsExactly("1:state", "4:snapshot", "5:progress", "6:done");
    }

    @Test
    void wideSnapshotsAreFew() {
        append(state(JobState.RUNNING), wide(1), wide(2), wide(3), done());
        assertThat(all(read(0))).containsExactly("1:state", "4:snapshot", "5:done");
    }

    private static JobEvent wide(long sequence) {
        var column =
                new Snapshot.Column(
                        "c",
                        0,
                        ColumnType.EMPTY,
                        0,
                        0,
                        Map.of(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
        var columns = Collections.nCopies(9000, column);
        var snapshot =
                new Snapshot(
                        0, 0, 0, Snapshot.Scope.PREFIX, false, columns, Snapshot.Across.NOTHING);
        return new JobEvent.SnapshotTaken(
                new JobSnapshot(ID, sequence, Instant.EPOCH, null, snapshot));
    }

    @Test
    void numbersEventsFromOne() {
        append(state(JobState.QUEUED), progress(), snapshot(1), done());
        assertThat(all(read(0))).containsExactly("1:state", "2:progress", "3:snapshot", "4:done");
    }

    @Test
    void subscriberFromTheStartGetsEventsAsTheyCome() {
        var cursor = read(0);
        assertThat(cursor.next()).isNull();
        append(state(JobState.QUEUED));
        assertThat(all(cursor)).containsExactly("1:state");
        append(progress());
        assertThat(all(cursor)).containsExactly("2:progress");
        assertThat(woken).hasValue(2);
    }

    @Test
    void lateSubscriberGetsWhatWasReplacedMeanwhile() {
        append(progress(), progress(), snapshot(1), snapshot(2));
        assertThat(all(read(0)))
                .containsExactly("1:progress", "2:progress", "3:snapshot", "4:snapshot");
    }

    @Test
    void slowSubscriberGetsTheNewestProgressAndSnapshotOnly() {
        var cursor = read(0);
        append(progress(), snapshot(1), progress(), snapshot(2), progress());
        assertThat(all(cursor)).containsExactly("4:snapshot", "5:progress");
    }

    @Test
    void slowSubscriberMissesNoStateWarningOrEnd() {
        var cursor = read(0);
        append(state(JobState.QUEUED), state(JobState.RUNNING), progress());
        append(new JobEvent.Warned("a", "b"), new JobEvent.Warned("c", "d"), progress(), done());
        assertThat(all(cursor))
                .containsExactly(
                        "1:state", "2:state", "4:warning", "5:warning", "6:progress", "7:done");
    }

    @Test
    void goesOnBehindTheEventThatWasSeenLast() {
        append(state(JobState.QUEUED), progress(), snapshot(1), done());
        for (int seen = 1; seen <= 4; seen++) {
            assertThat(all(read(seen))).hasSize(4 - seen);
        }
    }

    @Test
    void numberBeyondTheLastIsTakenForTheLast() {
        append(state(JobState.QUEUED));
        var cursor = read(1000);
        append(progress());
        assertThat(all(cursor)).containsExactly("2:progress");
    }

    @Test
    void keepsTheNewestOfWhatReplacesItselfAndEverythingElse() {
        append(state(JobState.QUEUED), new JobEvent.Warned("a", "b"));
        LongStream.rangeClosed(1, 10).forEach(i -> append(progress(), snapshot(i)));
        append(done());
        assertThat(all(read(0)))
                .containsExactly(
                        "1:state",
                        "2:warning",
                        "17:progress",
                        "18:snapshot",
                        "19:progress",
                        "20:snapshot",
                        "21:progress",
                        "22:snapshot",
                        "23:done");
    }

    @Test
    void whoMissedWhatIsGoneIsToldSoAndGetsTheNewestFirst() {
        append(state(JobState.QUEUED), state(JobState.RUNNING));
        LongStream.rangeClosed(1, 5).forEach(i -> append(snapshot(i)));
        var cursor = read(3);
        var gap = cursor.next();
        assertThat(gap).isEqualTo(new EventLog.Entry(0, new JobEvent.Missed(4, 4)));
        assertThat(all(cursor))
                .containsExactly("0:state", "0:snapshot", "5:snapshot", "6:snapshot", "7:snapshot");
    }

    @Test
    void whoMissedNothingIsToldNothing() {
        LongStream.rangeClosed(1, 5).forEach(i -> append(snapshot(i)));
        assertThat(all(read(2))).containsExactly("3:snapshot", "4:snapshot", "5:snapshot");
    }

    @Test
    void newSubscriberHasMissedNothing() {
        LongStream.rangeClosed(1, 5).forEach(i -> append(snapshot(i)));
        assertThat(all(read(0))).containsExactly("3:snapshot", "4:snapshot", "5:snapshot");
    }

    @Test
    void pausingAndResumingInALoopDoesNotFillTheMemory() {
        append(state(JobState.QUEUED));
        IntStream.range(0, 1_000).forEach(_ -> append(state(JobState.PAUSED)));
        var cursor = read(0);
        assertThat(cursor.next().number()).isEqualTo(1);
        assertThat(cursor.next())
                .isEqualTo(new EventLog.Entry(0, new JobEvent.Missed(2, 1_001 - KEPT_STATES)));
        assertThat(all(cursor))
                .hasSize(1 + KEPT_STATES)
                .startsWith("0:state")
                .endsWith("1001:state");
    }

    @Test
    void slowSubscriberIsToldWhenEvenStatesAreGone() {
        append(state(JobState.QUEUED), snapshot(1));
        var cursor = read(0);
        assertThat(all(cursor)).containsExactly("1:state", "2:snapshot");
        IntStream.range(0, KEPT_STATES + 2).forEach(_ -> append(state(JobState.PAUSED)));
        var gap = cursor.next();
        assertThat(gap).isEqualTo(new EventLog.Entry(0, new JobEvent.Missed(3, 4)));
        assertThat(all(cursor))
                .hasSize(2 + KEPT_STATES)
                .startsWith("0:state", "0:snapshot", "5:state");
    }

    @Test
    void whatIsNotWantedDoesNotCome() {
        append(state(JobState.QUEUED), progress(), snapshot(1));
        append(new JobEvent.Warned("a", "b"), snapshot(2), done());
        assertThat(all(log.read(0, new EventLog.Wish(Set.of("snapshot"), false), () -> {})))
                .containsExactly("3:snapshot", "5:snapshot", "6:done");
    }

    @Test
    void whoDoesNotWantWhatIsGoneHasMissedNothing() {
        append(state(JobState.QUEUED), snapshot(1));
        LongStream.rangeClosed(1, 9).forEach(_ -> append(progress()));
        append(snapshot(2));
        assertThat(all(log.read(2, new EventLog.Wish(Set.of("snapshot"), false), () -> {})))
                .containsExactly("12:snapshot");
        assertThat(all(log.read(2, new EventLog.Wish(Set.of("progress"), false), () -> {})))
                .startsWith("0:gap", "9:progress");
    }

    @Test
    void whoWantsOnlyTheNewestGetsThatOfHistoryTooAndMissesNoneBefore() {
        append(state(JobState.QUEUED));
        LongStream.rangeClosed(1, 5).forEach(i -> append(snapshot(i), progress()));
        append(state(JobState.PAUSED));
        var newest = new EventLog.Wish(EventLog.Wish.ALL.types(), true);
        assertThat(all(log.read(0, newest, () -> {})))
                .containsExactly("1:state", "10:snapshot", "11:progress", "12:state");
        assertThat(all(log.read(2, newest, () -> {})))
                .containsExactly("10:snapshot", "11:progress", "12:state");
    }

    @Test
    void whatIsHeldBackWaitsUntilSomethingUrgentComes() {
        append(state(JobState.QUEUED), snapshot(1));
        var cursor = read(2);
        append(snapshot(2), progress(), snapshot(3));
        assertThat(cursor.next(Set.of("progress"))).isNull();
        assertThat(cursor.next(Set.of("snapshot")))
                .extracting(EventLog.Entry::number)
                .isEqualTo(4L);
        assertThat(cursor.next(Set.of("snapshot"))).isNull();
        append(state(JobState.PAUSED));
        assertThat(cursor.next(Set.of("snapshot")))
                .extracting(EventLog.Entry::number)
                .isEqualTo(5L);
        assertThat(all(cursor)).containsExactly("6:state");
    }

    @Test
    void isFinishedForThoseWhoHaveSeenTheEnd() {
        append(state(JobState.QUEUED));
        assertThat(log.isFinishedBy(1)).isFalse();
        append(done());
        assertThat(log.isFinishedBy(1)).isFalse();
        assertThat(log.isFinishedBy(2)).isTrue();
        assertThat(log.isFinishedBy(3)).isTrue();
    }

    @Test
    void nothingFollowsTheEnd() {
        append(done());
        assertThatThrownBy(() -> append(progress())).isInstanceOf(IllegalStateException.class);
        assertThat(all(read(0))).containsExactly("1:done");
    }

    @Test
    void closedCursorIsNotWokenAnyMore() {
        var cursor = read(0);
        append(progress());
        cursor.close();
        append(progress());
        assertThat(woken).hasValue(1);
    }

    /// Subscribers come at any time and read as fast as they can while many append.
    @Test
    void everySubscriberSeesTheEndAndNumbersThatGrow() throws InterruptedException {
        int appenders = 4;
        long events = 2_000;
        List<Reader> readers = IntStream.range(0, 8).mapToObj(_ -> new Reader()).toList();
        List<Thread> threads = new ArrayList<>();
        readers.forEach(reader -> threads.add(Thread.ofPlatform().start(reader::readAll)));
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < appenders; i++) {
            writers.add(Thread.ofPlatform().start(() -> appendMixed(events)));
        }
        for (Thread writer : writers) {
            writer.join();
        }
        append(done());
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(readers).isNotEmpty().allMatch(reader -> reader.hasSeenEnd);
        assertThat(readers)
                .allSatisfy(reader ->
                        assertThat(reader.numbers)
                                .isSorted()
                                .doesNotHaveDuplicates()
                                .endsWith(appenders * events + 1L));
        assertThat(readers).allMatch(reader -> reader.warnings == appenders * events / 100);
    }

    private void appendMixed(long events) {
        for (int i = 0; i < events; i++) {
            append(
                    i % 100 == 0
                            ? new JobEvent.Warned("a", "b")
                            : i % 2 == 0 ? progress() : snapshot(i));
        }
    }

    private final class Reader {
        final List<Long> numbers = new ArrayList<>();
        int warnings;
        boolean hasSeenEnd;

        void readAll() {
            var more = new Semaphore(0);
            try (var cursor = log.read(0, more::release)) {
                while (!hasSeenEnd) {
                    var entry = cursor.next();
                    if (entry != null) {
                        see(entry);
                    } else if (!more.tryAcquire(20, TimeUnit.SECONDS)) {
                        return;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void see(EventLog.Entry entry) {
            numbers.add(entry.number());
            warnings += entry.event() instanceof JobEvent.Warned ? 1 : 0;
            hasSeenEnd = entry.event() instanceof JobEvent.Finished;
        }
    }
}
