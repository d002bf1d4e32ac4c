package dev.interim.schedule;

import org.jspecify.annotations.Nullable;

/// The state machine of a lane: what was asked of it, and what follows for the run queue.
///
/// Not safe for several threads: the [Dispatcher] changes it under its lock. A lane waits for a
/// worker exactly while [#isRunnable()].
final class LaneState {
    private boolean isStarted;
    private boolean isReady;
    private boolean isRunning;
    private boolean isPaused;
    private boolean isRetiring;
    private @Nullable LaneEnd end;

    void start() {
        isStarted = true;
        isReady = true;
    }

    // INVARIANT: no wake-up is lost, since isReady is only cleared when a turn begins, and that
    // turn sees what the
    // signaller did before.
    void signal() {
        isReady = true;
    }

    void pause() {
        isPaused = true;
    }

    void resume() {
        isPaused = false;
    }

    void retire() {
        isRetiring = true;
        if (!isRunning) {
            end(new LaneEnd.Retired());
        }
    }

    // INVARIANT: at most one turn of a lane runs, since only a runnable lane begins one and a
    // running one is not.
    void beginTurn() {
        if (!isRunnable()) {
            throw new IllegalStateException("a turn of a lane that is " + this);
        }
        isReady = false;
        isRunning = true;
    }

    void endTurn(Next next) {
        isRunning = false;
        switch (next) {
            case AGAIN -> isReady = true;
            case PARK -> {}
            case END -> end(new LaneEnd.Finished());
        }
        endIfRetiring();
    }

    void failTurn(Throwable cause) {
        isRunning = false;
        if (cause instanceof InterruptedException) {
            endIfRetiring();
        }
        end(new LaneEnd.Failed(cause));
    }

    boolean isRunnable() {
        return isStarted && isReady && !isRunning && !isPaused && end == null;
    }

    boolean isParked() {
        return isStarted && !isReady && !isRunning && !isPaused && end == null;
    }

    boolean isStarted() {
        return isStarted;
    }

    boolean isRunning() {
        return isRunning;
    }

    /// Whether a running turn should come to its end soon.
    boolean isHeld() {
        return isPaused || isRetiring;
    }

    @Nullable LaneEnd end() {
        return end;
    }

    private void endIfRetiring() {
        if (isRetiring) {
            end(new LaneEnd.Retired());
        }
    }

    // INVARIANT: a lane has one end, the first.
    private void end(LaneEnd how) {
        if (end == null) {
            end = how;
        }
    }

    @Override
    public String toString() {
        return "started=%s ready=%s running=%s paused=%s retiring=%s end=%s"
                .formatted(isStarted, isReady, isRunning, isPaused, isRetiring, end);
    }
}
