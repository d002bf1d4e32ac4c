package dev.interim.job;

import static dev.interim.job.JobState.CANCELLED;
import static dev.interim.job.JobState.FAILED;
import static dev.interim.job.JobState.PAUSED;
import static dev.interim.job.JobState.QUEUED;
import static dev.interim.job.JobState.RUNNING;
import static dev.interim.job.JobState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.fixture.ScriptedSource;
import dev.interim.fixture.SmallCsv;
import dev.interim.run.Strategy.Concurrent;
import dev.interim.run.Strategy.Parallel;
import dev.interim.run.Strategy.Sequential;
import dev.interim.schedule.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Which state of a job follows which, and what is told of it.
@Timeout(60)
class JobTest {
    private static final byte[] CSV = SmallCsv.of(200, 1);
    private final FailureException broken =
            new FailureException(FailureKind.SOURCE_UNAVAILABLE, "the source broke off");

    private final JobRig rig = new JobRig();
    private final ScriptedSource source = new ScriptedSource();

    private Job submitted() {
        source.thenRandomly(CSV, 500, 20, new Random(1));
        return rig.submit(source);
    }

    private Job halfway() {
        var job = submitted();
        rig.simulation.run(Duration.ofMillis(100));
        assertThat(job.status().state()).isEqualTo(RUNNING);
        return job;
    }

    private Job ended() {
        var job = submitted();
        rig.simulation.run();
        return job;
    }

    @Test
    void isQueuedUntilItsFirstTurn() {
        var job = submitted();
        assertThat(job.status().state()).isEqualTo(QUEUED);
        assertThat(job.status().times().started()).isNull();
        assertThat(job.status().uri()).isEqualTo("scripted:source");
    }

    @Test
    void tellsItsWholeLife() {
        var job = ended();
        assertThat(JobRig.states(job)).containsExactly(QUEUED, RUNNING, SUCCEEDED);
        var history = JobRig.history(job);
        assertThat(history).extracting(JobEvent::type).contains("progress", "snapshot");
        assertThat(history.getLast()).isInstanceOf(JobEvent.Finished.class);
        assertThat(history.get(history.size() - 2)).isInstanceOf(JobEvent.StateChanged.class);
        assertThat(history.get(history.size() - 3)).isInstanceOf(JobEvent.SnapshotTaken.class);
    }

    @Test
    void numbersItsSnapshotsFromOne() {
        var snapshots =
                JobRig.history(ended()).stream()
                        .filter(JobEvent.SnapshotTaken.class::isInstance)
                        .map(event -> ((JobEvent.SnapshotTaken) event).snapshot())
                        .toList();
        assertThat(snapshots).hasSizeGreaterThan(3);
        for (int i = 0; i < snapshots.size(); i++) {
            assertThat(snapshots.get(i).sequence()).isEqualTo(i + 1L);
        }
        assertThat(snapshots.getLast().fraction()).isEqualTo(1.0);
        assertThat(snapshots).extracting(JobSnapshot::fraction).isSorted();
    }

    @Test
    void knowsWhenWhatHappened() {
        var times = ended().status().times();
        assertThat(times.created()).isEqualTo(JobRig.BIRTH);
        assertThat(times.started()).isEqualTo(JobRig.BIRTH);
        assertThat(times.firstResult()).isAfter(times.started());
        assertThat(times.ended()).isAfter(times.firstResult());
    }

    @Test
    void reportsProgressNotMoreOftenThanItIsToldTo() {
        var job = ended();
        long millis =
                Duration.between(job.status().times().started(), job.status().times().ended())
                        .toMillis();
        assertThat(JobRig.history(job))
                .filteredOn(JobEvent.Progressed.class::isInstance)
                .hasSizeBetween(2, (int) millis / 20);
    }

    @Test
    void saysAtTheEndHowFastItWasAllInAll() {
        var job = ended();
        var atEnd = job.status();
        double seconds =
                Duration.between(atEnd.times().started(), atEnd.times().ended()).toMillis() / 1e3;
        assertThat(atEnd.progress().bytesPerSecond()).isEqualTo(Math.round(CSV.length / seconds));
        assertThat(atEnd.progress().remaining()).isNull();
        rig.simulation.run(Duration.ofHours(1));
        assertThat(job.status()).isEqualTo(atEnd);
    }

    @Test
    void pausesAndGoesOn() {
        var job = halfway();
        rig.jobs.pause(job);
        rig.simulation.run(Duration.ofHours(1));
        assertThat(job.status().state()).isEqualTo(PAUSED);
        rig.jobs.resume(job);
        rig.simulation.run();
        assertThat(JobRig.states(job)).containsExactly(QUEUED, RUNNING, PAUSED, RUNNING, SUCCEEDED);
    }

    @Test
    void pausedBeforeItsFirstTurnItIsQueuedAgainWhenItIsResumed() {
        var job = submitted();
        rig.jobs.pause(job);
        rig.simulation.run(Duration.ofHours(1));
        rig.jobs.resume(job);
        assertThat(job.status().state()).isEqualTo(QUEUED);
        rig.simulation.run();
        assertThat(JobRig.states(job)).containsExactly(QUEUED, PAUSED, QUEUED, RUNNING, SUCCEEDED);
    }

    @Test
    void askingTwiceForTheSameIsTellingItOnce() {
        var job = halfway();
        rig.jobs.resume(job);
        rig.jobs.pause(job);
        rig.jobs.pause(job);
        rig.jobs.change(job, Priority.NORMAL);
        rig.jobs.change(job, new Concurrent());
        assertThat(JobRig.states(job)).containsExactly(QUEUED, RUNNING, PAUSED);
    }

    @Test
    void changesItsModeAndItsPriority() {
        var job = halfway();
        rig.jobs.change(job, new Parallel());
        rig.jobs.change(job, Priority.INTERACTIVE);
        assertThat(job.status().spec().strategy()).isEqualTo(new Parallel());
        assertThat(job.status().spec().executorName()).isEqualTo("cores");
        assertThat(job.status().spec().priority()).isEqualTo(Priority.INTERACTIVE);
        rig.simulation.run();
        assertThat(job.status().state()).isEqualTo(SUCCEEDED);
        assertThat(job.timeline())
                .extracting(span -> span.track().worker())
                .contains("turns-1", "cores-1");
    }

    @Test
    void keepsAnExecutorThatWasNamedWhateverTheMode() {
        var spec = JobRig.spec(new Sequential());
        var named =
                new JobSpec(
                        spec.strategy(), "cores", spec.priority(), spec.scan(), spec.measures());
        var job = rig.jobs.submit(Owner.ANYBODY, named, source.then(CSV));
        rig.jobs.change(job, new Concurrent());
        assertThat(job.status().spec().executorName()).isEqualTo("cores");
    }

    @Test
    void cancelEndsItAndKeepsItsSnapshot() {
        var job = halfway();
        rig.jobs.cancel(job);
        rig.simulation.run();
        assertThat(JobRig.states(job)).containsExactly(QUEUED, RUNNING, CANCELLED);
        assertThat(JobRig.history(job).getLast()).isInstanceOf(JobEvent.Finished.class);
        assertThat(job.snapshot()).isNotNull();
        assertThat(job.status().failure()).isNull();
        assertThat(job.status().progress().run().fraction()).isLessThan(1);
        assertThat(source.isClosed()).isTrue();
    }

    @Test
    void cancelEndsItThoughItIsPaused() {
        var job = halfway();
        rig.jobs.pause(job);
        rig.simulation.run();
        rig.jobs.cancel(job);
        rig.simulation.run();
        assertThat(JobRig.states(job)).containsExactly(QUEUED, RUNNING, PAUSED, CANCELLED);
    }

    @Test
    void cancelAfterTheEndChangesNothing() {
        var job = ended();
        var before = JobRig.history(job);
        rig.jobs.cancel(job);
        rig.simulation.run();
        assertThat(JobRig.history(job)).isEqualTo(before);
    }

    @Test
    void failureStandsInTheLastStateAndInTheEnd() {
        source.then(CSV).thenFail(broken);
        var job = rig.submit(source);
        rig.simulation.run();
        assertThat(JobRig.states(job)).containsExactly(QUEUED, RUNNING, FAILED);
        var history = JobRig.history(job);
        assertThat(((JobEvent.Finished) history.getLast()).job().failure()).isSameAs(broken);
        assertThat(job.status().failure()).isSameAs(broken);
        assertThat(job.snapshot()).isNotNull();
    }

    @Test
    void mistakeOfOursIsSaidToBeOneAndNoMore() {
        source.then(CSV);
        var job = rig.submit(source);
        source.beforeEachTake(() -> {
            throw new IllegalStateException("secret");
        });
        rig.simulation.run();
        var failure = Objects.requireNonNull(job.status().failure());
        assertThat(failure.kind()).isEqualTo(FailureKind.INTERNAL);
        assertThat(failure.sentence()).isEqualTo("the job met a mistake of ours; see the log");
        assertThat(failure).hasRootCauseMessage("secret");
    }

    @Test
    void endedItRefusesToChange() {
        var job = ended();
        List<ThrowingCallable> requests =
                List.of(
                        () -> rig.jobs.pause(job),
                        () -> rig.jobs.resume(job),
                        () -> rig.jobs.change(job, Priority.BATCH),
                        () -> rig.jobs.change(job, new Parallel()));
        for (var request : requests) {
            assertThatThrownBy(request)
                    .isInstanceOfSatisfying(
                            FailureException.class,
                            e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFLICT))
                    .hasMessageContaining("the job has succeeded and cannot be");
        }
    }

    /// Paused in the middle of its last turn the lane has nothing to do any more but has not ended:
    /// a change of mode is then what ends the job.
    @Test
    void nothingFollowsTheEndThoughAChangeOfModeIsWhatEndsIt() {
        source.then("a,b\n1,2\n3\n");
        var job = rig.submit(source);
        try (var cursor = job.events().read(0, () -> pauseAtWarning(job))) {
            rig.simulation.run();
            assertThat(job.status().state()).isEqualTo(PAUSED);
            rig.jobs.change(job, new Parallel());
            rig.simulation.run();
            assertThat(job.status().state()).isEqualTo(SUCCEEDED);
            assertThat(cursor.next()).isNotNull();
        }
        assertThat(JobRig.history(job).getLast()).isInstanceOf(JobEvent.Finished.class);
        assertThat(job.events().isFinishedBy(Long.MAX_VALUE)).isTrue();
    }

    private void pauseAtWarning(Job job) {
        boolean isWarned = JobRig.history(job).getLast() instanceof JobEvent.Warned;
        if (isWarned) {
            rig.jobs.pause(job);
        }
    }

    @Test
    void tellsWhoWaitsForItsEnd() {
        var job = submitted();
        var ended = job.ended().toCompletableFuture();
        assertThat(ended).isNotDone();
        rig.simulation.run();
        assertThat(ended).isCompletedWithValue(job);
    }
}
