package dev.interim.metrics;

import dev.interim.engine.failure.FailureException;
import dev.interim.job.JobId;
import dev.interim.job.JobSpec;
import dev.interim.job.JobStatus;
import dev.interim.job.JobTrace;
import dev.interim.job.JobTracer;
import dev.interim.schedule.Activity;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

/// Jobs as spans: one for each job, as long as it lives, and below it one for all that is done for
/// it. The request that started it is above.
final class JobSpans implements JobTracer {
    private static final String ID = "interim.job.id";

    private final ObservationRegistry registry;

    /// @param registry whose observations become spans, and nothing else: they are counted
    ///   elsewhere
    JobSpans(ObservationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public JobTrace begin(JobId id, JobSpec spec) {
        var job =
                named("interim.job", id)
                        .lowCardinalityKeyValue("interim.mode", spec.strategy().mode())
                        .start();
        return new OneJob(id, job);
    }

    private Observation named(String name, JobId id) {
        return Observation.createNotStarted(name, registry)
                .highCardinalityKeyValue(ID, id.toString());
    }

    private final class OneJob implements JobTrace {
        private final JobId id;
        private final Observation job;

        private OneJob(JobId id, Observation job) {
            this.id = id;
            this.job = job;
        }

        @Override
        public Runnable begun(Activity activity) {
            var span = named("interim." + activity.name(), id).parentObservation(job);
            // Otherwise a request that is served on this thread would be the one above.
            job.scoped(() -> {
                span.start();
            });
            return span::stop;
        }

        @Override
        public void ended(JobStatus status) {
            FailureException failure = status.failure();
            job.lowCardinalityKeyValue("interim.state", status.state().label());
            if (failure != null) {
                job.lowCardinalityKeyValue("interim.failure", failure.kind().label());
                job.error(failure);
            }
            job.stop();
        }
    }
}
