package dev.interim.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.fixture.ScriptedSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Which jobs are remembered, and how many there may be.
@Timeout(60)
class JobStoreTest {
    private final JobRig rig = new JobRig(2, 3);

    private Job ended() {
        var job = rig.submit(new ScriptedSource().then("a,b\n1,2\n"));
        rig.simulation.run();
        // so that no two ids have the same millisecond
        rig.simulation.run(Duration.ofMillis(1));
        assertThat(job.status().state()).isEqualTo(JobState.SUCCEEDED);
        return job;
    }

    private Job endless() {
        var job = rig.submit(new ScriptedSource().thenWaitFor(new ScriptedSource.Gate()));
        rig.simulation.run(Duration.ofMillis(1));
        return job;
    }

    @Test
    void listsTheNewestFirst() {
        var first = ended();
        var second = ended();
        assertThat(rig.jobs.list(JobRig.VIEWER)).containsExactly(second, first);
    }

    @Test
    void forgetsTheOldestThatHaveEnded() {
        var running = endless();
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            jobs.add(ended());
        }
        endless();
        assertThat(rig.jobs.list(JobRig.VIEWER))
                .hasSize(4)
                .contains(running, jobs.get(4), jobs.get(3));
        assertThatThrownBy(() -> rig.jobs.get(JobRig.VIEWER, jobs.get(2).id()))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        e -> assertThat(e.kind()).isEqualTo(FailureKind.NOT_FOUND));
    }

    @Test
    void refusesMoreJobsThanMayRun() {
        List<Job> jobs = List.of(endless(), endless(), endless());
        assertThatThrownBy(this::endless)
                .isInstanceOfSatisfying(
                        FailureException.class,
                        e -> assertThat(e.kind()).isEqualTo(FailureKind.OVER_CAPACITY));
        assertThat(rig.jobs.list(JobRig.VIEWER)).hasSize(3);
        rig.jobs.cancel(jobs.get(0));
        rig.simulation.run();
        assertThat(endless().status().state().isEnded()).isFalse();
    }

    @Test
    void forgetsAnEndedJobWhenAskedTo() {
        var job = ended();
        rig.jobs.forget(job);
        assertThat(rig.jobs.list(JobRig.VIEWER)).isEmpty();
        assertThatThrownBy(() -> rig.jobs.forget(job)).hasMessage("there is no job " + job.id());
    }

    @Test
    void doesNotForgetAJobThatRuns() {
        var job = endless();
        assertThatThrownBy(() -> rig.jobs.forget(job)).hasMessage("the job has not ended");
        assertThat(rig.jobs.list(JobRig.VIEWER)).containsExactly(job);
    }
}
