package dev.interim.metrics;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.job.JobListener;
import dev.interim.job.JobService;
import dev.interim.job.JobSpec;
import dev.interim.job.JobState;
import dev.interim.job.JobStatus;
import dev.interim.run.Strategy;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What becomes of jobs.
///
/// Every series is there from the start, at zero, so that the first failure is seen as a rise.
@Component
final class JobMeters implements JobListener {
    private static final String MODE = "mode";
    private static final String STATE = "state";
    private static final String NO_FAILURE = "none";
    private static final List<JobState> ALIVE =
            List.of(JobState.QUEUED, JobState.RUNNING, JobState.PAUSED);

    private final MeterRegistry registry;

    JobMeters(MeterRegistry registry, JobService jobs) {
        this.registry = registry;
        for (Strategy strategy : Strategy.all()) {
            ALIVE.forEach(state -> bind(jobs, strategy, state));
            accepted(strategy);
            firstResult(strategy);
            snapshot(strategy);
            ended(strategy, JobState.SUCCEEDED, null);
            ended(strategy, JobState.CANCELLED, null);
            for (FailureKind kind : FailureKind.values()) {
                ended(strategy, JobState.FAILED, kind);
            }
            duration(strategy, JobState.SUCCEEDED);
            duration(strategy, JobState.CANCELLED);
            duration(strategy, JobState.FAILED);
        }
        jobs.listen(this);
    }

    private void bind(JobService jobs, Strategy strategy, JobState state) {
        Gauge.builder("interim.jobs", jobs, it -> it.count(strategy, state))
                .description("Jobs that have not ended")
                .tag(MODE, strategy.mode())
                .tag(STATE, state.label())
                .register(registry);
    }

    private Counter accepted(Strategy strategy) {
        return Counter.builder("interim.jobs.accepted")
                .description("Jobs that were accepted")
                .tag(MODE, strategy.mode())
                .register(registry);
    }

    private Timer firstResult(Strategy strategy) {
        return Timer.builder("interim.job.first.result")
                .description("From accepting a job to its first snapshot")
                .tag(MODE, strategy.mode())
                .serviceLevelObjectives(Buckets.ofJobs())
                .register(registry);
    }

    private Timer duration(Strategy strategy, JobState state) {
        return Timer.builder("interim.job.duration")
                .description("From accepting a job to its end")
                .tag(MODE, strategy.mode())
                .tag(STATE, state.label())
                .serviceLevelObjectives(Buckets.ofJobs())
                .register(registry);
    }

    private Timer snapshot(Strategy strategy) {
        return Timer.builder("interim.snapshot.duration")
                .description("How long taking a snapshot kept a worker, and how many were taken")
                .tag(MODE, strategy.mode())
                .serviceLevelObjectives(Buckets.ofTurns())
                .register(registry);
    }

    private Counter ended(Strategy strategy, JobState state, @Nullable FailureKind failure) {
        return Counter.builder("interim.jobs.ended")
                .description("Jobs that ended")
                .tag(MODE, strategy.mode())
                .tag(STATE, state.label())
                .tag("failure", failure == null ? NO_FAILURE : failure.label())
                .register(registry);
    }

    @Override
    public void accepted(JobSpec spec) {
        accepted(spec.strategy()).increment();
    }

    @Override
    public void firstResult(Strategy strategy, Duration after) {
        firstResult(strategy).record(after);
    }

    @Override
    public void snapshotTaken(Strategy strategy, Duration cost) {
        snapshot(strategy).record(cost);
    }

    @Override
    public void ended(JobStatus status, Duration after) {
        var strategy = status.spec().strategy();
        ended(strategy, status.state(), kind(status.failure())).increment();
        duration(strategy, status.state()).record(after);
    }

    private static @Nullable FailureKind kind(@Nullable FailureException failure) {
        return failure == null ? null : failure.kind();
    }
}
