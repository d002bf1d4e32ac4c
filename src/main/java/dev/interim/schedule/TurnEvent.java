package dev.interim.schedule;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// One turn in a flight recording, as `interim.Turn`; costs next to nothing while none is made.
@Name("interim.Turn")
@Label("Turn")
@Category("Interim")
@Description("A worker served a lane once")
@StackTrace(false)
final class TurnEvent extends Event {
    @Label("Worker")
    String worker = "";

    @Label("Group")
    String group = "";

    @Label("Lane")
    String lane = "";

    @Label("Activity")
    String activity = "";

    @Label("Bytes")
    @DataAmount
    long bytes;

    @Label("Rows")
    long rows;

    /// Commits the turn, if anybody records.
    void commit(Lane served, Span span) {
        end();
        if (shouldCommit()) {
            worker = span.track().worker();
            group = served.spec().group();
            lane = span.track().lane();
            activity = span.track().activity().name();
            bytes = span.tally().bytes();
            rows = span.tally().rows();
            commit();
        }
    }
}
