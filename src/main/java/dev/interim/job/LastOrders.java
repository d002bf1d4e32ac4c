package dev.interim.job;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Ends all jobs when the service stops: before the web server does, so that subscribers hear of
/// it.
@Component
final class LastOrders implements SmartLifecycle {
    private final JobService jobs;
    private volatile boolean isRunning;

    LastOrders(JobService jobs) {
        this.jobs = jobs;
    }

    @Override
    public void start() {
        jobs.open();
        isRunning = true;
    }

    @Override
    public void stop() {
        isRunning = false;
        jobs.close();
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    /// The highest phase stops first.
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE;
    }
}
