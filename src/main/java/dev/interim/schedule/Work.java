package dev.interim.schedule;

/// What a lane does when it is its turn.
@FunctionalInterface
public interface Work {

    /// Runs one turn. Called by one worker at a time, with everything earlier turns did visible,
    /// and never again after [Next#END]. An exception ends the lane with that failure.
    Next turn(Turn turn) throws InterruptedException;
}
