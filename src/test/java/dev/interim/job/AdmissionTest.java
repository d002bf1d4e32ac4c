package dev.interim.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interim.fixture.ScriptedSource;
import dev.interim.run.Strategy;
import dev.interim.schedule.Priority;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How many jobs run at a time, who is next, and what becomes of them when the service stops.
@Timeout(60)
class AdmissionTest {
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
