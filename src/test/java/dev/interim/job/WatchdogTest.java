package dev.interim.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.interim.fixture.ScriptedSource;
import dev.interim.fixture.Watchdog;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The watchdog of the stress tests finds a job whose lanes are parked though there is input, and
/// no other.
@Timeout(60)
class WatchdogTest {
    private final JobRig rig = new JobRig();

    /// A job that waits until the gate is opened.
    private Job waiting(ScriptedSource.Gate gate) {
        var job = rig.submit(new ScriptedSource().then("a\n1\n").thenWaitFor(gate));
        rig.simulation.run();
        assertThat(job.standing().isWaiting()).isTrue();
        return job;
    }

    @Test
    void findsAJobThatNobodyWakes() {
        var job = waiting(new ScriptedSource.Gate());
        var watchdog = new Watchdog(() -> List.of(job), _ -> true);
        await().until(() -> !watchdog.found().isEmpty());
        assertThatThrownBy(watchdog::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(job.id().toString())
                .hasMessageContaining("parked");
    }

    @Test
    void leavesAloneAJobThatWaitsForItsSource() {
        var gate = new ScriptedSource.Gate();
        var job = waiting(gate);
        var other = waiting(new ScriptedSource.Gate());
        var watchdog = new Watchdog(() -> List.of(job, other), each -> each == other);
        // The other one, which is looked at as often, is found.
        await().until(() -> !watchdog.found().isEmpty());
        assertThat(watchdog.found()).noneMatch(found -> found.contains(job.id().toString()));
        assertThatThrownBy(watchdog::close).isInstanceOf(AssertionError.class);
        gate.open();
        rig.simulation.run();
        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.standing().isWaiting()).isFalse();
    }
}
