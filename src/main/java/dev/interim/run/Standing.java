package dev.interim.run;

/// What a run does at one moment, to find runs that stand still.
///
/// @param turns how many turns its lanes have had
/// @param isWaiting whether all its lanes are parked, none of them paused, so that only a signal
///   lets it go on
/// @param hasWork whether a lane would have something to do that does not come from the source:
///   then a run that waits was forgotten by somebody
/// @param description its lanes and what lies between them, for people
public record Standing(long turns, boolean isWaiting, boolean hasWork, String description) {
    /// Of a run that has no lanes: none yet, or no more.
    public static final Standing NOWHERE = new Standing(0, false, false, "no lanes");
}
