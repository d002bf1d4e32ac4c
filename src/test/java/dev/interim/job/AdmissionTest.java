package dev.interim.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interim.fixture.ScriptedSource;
import dev.interim.run.Strategy;
import dev.interim.schedule.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How many jobs run at a time, who is next, and what becomes of them when the service stops.
@Timeout(60)
class AdmissionTest {
    private static final List<Priority> PRIORITIES = List.of(Priority.values());

    private final JobRig rig = new JobRig(100, 6, 2);

    private Job waitingFor(ScriptedSource.Gate gate, Priority priority) {
        var source = new ScriptedSource().then("a,b\n1,2\n").thenWaitFor(gate);
        var job =
                rig.jobs.submit(
                        Owner.ANYBODY,
                        JobRig.spec(new Strategy.Concurrent()).with(priority),
                        source);
        rig.simulation.run();
        return job;
    }

    private static JobState state(Job job) {
        return job.status().state();
    }

    @Test
    void theThirdOfTwoWaitsUntilOneHasEnded() {
        var gate = new ScriptedSource.Gate();
        var first = waitingFor(gate, Priority.NORMAL);
        var second = waitingFor(new ScriptedSource.Gate(), Priority.NORMAL);
        var third = waitingFor(new ScriptedSource.Gate(), Priority.NORMAL);
        assertThat(List.of(state(first), state(second), state(third)))
                .containsExactly(JobState.RUNNING, JobState.RUNNING, JobState.QUEUED);
        gate.open();
        rig.simulation.run();
        assertThat(List.of(state(first), state(second), state(third)))
                .containsExactly(JobState.SUCCEEDED, JobState.RUNNING, JobState.RUNNING);
    }

    @Test
    void theMostUrgentIsNextAndOfEqualsTheFirst() {
        var gate = new ScriptedSource.Gate();
        waitingFor(new ScriptedSource.Gate(), Priority.NORMAL);
        waitingFor(gate, Priority.NORMAL);
        var batch = waitingFor(gate, Priority.BATCH);
        var normal = waitingFor(gate, Priority.NORMAL);
        var urgent = waitingFor(gate, Priority.BATCH);
        rig.jobs.change(urgent, Priority.INTERACTIVE);
        List<Job> order = new ArrayList<>();
        List.of(batch, normal, urgent).forEach(job -> job.ended().thenAccept(order::add));
        gate.open();
        rig.simulation.run();
        assertThat(order).containsExactly(urgent, normal, batch);
    }

    @Test
    void pausedOnesLeaveTheirPlacesToOthers() {
        var paused =
                List.of(
                        waitingFor(new ScriptedSource.Gate(), Priority.NORMAL),
                        waitingFor(new ScriptedSource.Gate(), Priority.NORMAL));
        var third = waitingFor(new ScriptedSource.Gate(), Priority.NORMAL);
        paused.forEach(rig.jobs::pause);
        rig.simulation.run();
        assertThat(paused).allMatch(job -> state(job) == JobState.PAUSED);
        assertThat(state(third)).isEqualTo(JobState.RUNNING);
    }

    @Test
    void aResumedOneWaitsForAPlaceBeforeThoseThatNeverRan() {
        var gate = new ScriptedSource.Gate();
        var resumed = waitingFor(new ScriptedSource.Gate(), Priority.NORMAL);
        rig.jobs.pause(resumed);
        waitingFor(gate, Priority.NORMAL);
        waitingFor(new ScriptedSource.Gate(), Priority.NORMAL);
        var fourth = waitingFor(new ScriptedSource.Gate(), Priority.NORMAL);
        rig.jobs.resume(resumed);
        rig.simulation.run();
        assertThat(List.of(state(resumed), state(fourth)))
                .containsExactly(JobState.QUEUED, JobState.QUEUED);
        gate.open();
        rig.simulation.run();
        assertThat(List.of(state(resumed), state(fourth)))
                .containsExactly(JobState.RUNNING, JobState.QUEUED);
        assertThat(JobRig.states(resumed))
                .containsExactly(
                        JobState.QUEUED,
                        JobState.RUNNING,
                        JobState.PAUSED,
                        JobState.QUEUED,
                        JobState.RUNNING);
    }

    @Test
    void aResumedOneThatFindsAPlaceGoesOnAtOnce() {
        var job = waitingFor(new ScriptedSource.Gate(), Priority.NORMAL);
        rig.jobs.pause(job);
        rig.jobs.resume(job);
        assertThat(JobRig.states(job))
                .containsExactly(
                        JobState.QUEUED, JobState.RUNNING, JobState.PAUSED, JobState.RUNNING);
    }

    @Test
    void aResumedOneThatWaitsTakesNoTurn() {
        var gate = new ScriptedSource.Gate();
        var resumed = waitingFor(gate, Priority.NORMAL);
        rig.jobs.pause(resumed);
        waitingFor(new ScriptedSource.Gate(), Priority.NORMAL);
        waitingFor(new ScriptedSource.Gate(), Priority.NORMAL);
        rig.jobs.resume(resumed);
        int turns = resumed.timeline().size();
        gate.open();
        rig.simulation.run();
        assertThat(resumed.timeline()).hasSize(turns);
        assertThat(state(resumed)).isEqualTo(JobState.QUEUED);
    }

    @Test
    void eachExecutorHasPlacesOfItsOwn() {
        waitingFor(new ScriptedSource.Gate(), Priority.NORMAL);
        waitingFor(new ScriptedSource.Gate(), Priority.NORMAL);
        var other = rig.submit(new ScriptedSource().then("a,b\n1,2\n"), new Strategy.Parallel());
        rig.simulation.run();
        assertThat(state(other)).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void oneThatIsChangedToAnotherExecutorTakesItsPlaceThere() {
        var gate = new ScriptedSource.Gate();
        var changed = waitingFor(gate, Priority.NORMAL);
        waitingFor(new ScriptedSource.Gate(), Priority.NORMAL);
        var third = waitingFor(new ScriptedSource.Gate(), Priority.NORMAL);
        rig.jobs.change(changed, new Strategy.Parallel());
        rig.simulation.run();
        assertThat(List.of(state(changed), state(third)))
                .containsExactly(JobState.RUNNING, JobState.RUNNING);
        rig.jobs.change(changed, new Strategy.Concurrent());
        rig.simulation.run();
        assertThat(state(changed)).isEqualTo(JobState.QUEUED);
        rig.jobs.cancel(third);
        gate.open();
        rig.simulation.run();
        assertThat(state(changed)).isEqualTo(JobState.SUCCEEDED);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverIsAskedNoPlaceIsTakenTwiceOrLeftFree(long seed) {
        var random = new Random(seed);
        var many = new JobRig(100, 30, 3);
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            var source = new ScriptedSource().then("a,b\n1,2\n");
            jobs.add(many.submit(source.thenWaitFor(new ScriptedSource.Gate())));
        }
        int disturbed = 0;
        for (int i = 0; i < 400; i++) {
            var job = jobs.get(random.nextInt(jobs.size()));
            if (!state(job).isEnded()) {
                disturb(many, job, random);
                disturbed++;
            }
            many.simulation.run(Duration.ofSeconds(1));
            for (String executor : List.of("turns", "cores")) {
                long running = count(jobs, executor, JobState.RUNNING);
                long waiting = count(jobs, executor, JobState.QUEUED);
                assertThat(running).as("seed %d, step %d", seed, i).isLessThanOrEqualTo(3);
                assertThat(running == 3 || waiting == 0).as("seed %d, step %d", seed, i).isTrue();
            }
        }
        assertThat(disturbed).isGreaterThan(200);
    }

    private static void disturb(JobRig rig, Job job, Random random) {
        switch (random.nextInt(40)) {
            case 0 -> rig.jobs.cancel(job);
            case 1, 2, 3 -> rig.jobs.change(job, PRIORITIES.get(random.nextInt(PRIORITIES.size())));
            case 4, 5, 6, 7, 8 -> rig.jobs.change(job, new Strategy.Parallel());
            case 9, 10, 11, 12 -> rig.jobs.change(job, new Strategy.Sequential());
            default -> {
                if (random.nextBoolean()) {
                    rig.jobs.pause(job);
                } else {
                    rig.jobs.resume(job);
                }
            }
        }
    }

    private static long count(List<Job> jobs, String executor, JobState wanted) {
        return jobs.stream()
                .filter(job -> state(job) == wanted)
                .filter(job -> job.spec().executorName().equals(executor))
                .count();
    }

    @Test
    void whoWaitsCanBeCancelledAndChanged() {
        waitingFor(new ScriptedSource.Gate(), Priority.NORMAL);
        var running = waitingFor(new ScriptedSource.Gate(), Priority.NORMAL);
        var source = new ScriptedSource().then("a,b\n1,2\n");
        var changed = rig.submit(source);
        var cancelled = rig.submit(new ScriptedSource().then("a,b\n1,2\n"));
        rig.jobs.cancel(cancelled);
        rig.jobs.change(changed, new Strategy.Parallel());
        assertThat(state(cancelled)).isEqualTo(JobState.CANCELLED);
        assertThat(state(changed)).isEqualTo(JobState.QUEUED);
        rig.jobs.cancel(running);
        rig.simulation.run();
        assertThat(state(changed)).isEqualTo(JobState.SUCCEEDED);
        assertThat(changed.timeline())
                .isNotEmpty()
                .allMatch(span -> span.track().worker().startsWith("cores-"));
        assertThat(cancelled.timeline()).isEmpty();
        assertThat(cancelled.status().times().ended()).isNotNull();
    }

    @Test
    void aCancelledOneThatWaitedGivesItsSourceBack() {
        waitingFor(new ScriptedSource.Gate(), Priority.NORMAL);
        waitingFor(new ScriptedSource.Gate(), Priority.NORMAL);
        var source = new ScriptedSource().then("a,b\n1,2\n");
        rig.jobs.cancel(rig.submit(source));
        assertThat(source.isAbandoned()).isTrue();
        assertThat(source.isOpened()).isFalse();
    }

    @Test
    void moreThanMayWaitAreRefused() {
        for (int i = 0; i < 6; i++) {
            waitingFor(new ScriptedSource.Gate(), Priority.NORMAL);
        }
        assertThatThrownBy(() -> waitingFor(new ScriptedSource.Gate(), Priority.NORMAL))
                .hasMessageContaining("there are 6 jobs already");
        assertThat(rig.jobs.list(JobRig.VIEWER)).hasSize(6);
    }

    @Test
    void aStoppingServiceEndsAllWithAWordToEachSubscriber() {
        for (int i = 0; i < 4; i++) {
            waitingFor(new ScriptedSource.Gate(), Priority.NORMAL);
        }
        rig.jobs.close();
        assertThat(rig.jobs.list(JobRig.VIEWER))
                .hasSize(4)
                .allSatisfy(job -> {
                    var events = JobRig.history(job);
                    assertThat(events).anyMatch(AdmissionTest::isFarewell);
                    assertThat(events.getLast()).isInstanceOf(JobEvent.Finished.class);
                    assertThat(state(job)).isEqualTo(JobState.CANCELLED);
                });
        assertThatThrownBy(() -> waitingFor(new ScriptedSource.Gate(), Priority.NORMAL))
                .hasMessage("the service is stopping and takes no more jobs");
    }

    private static boolean isFarewell(JobEvent event) {
        return event instanceof JobEvent.Warned warned && warned.code().equals("shutdown");
    }
}
