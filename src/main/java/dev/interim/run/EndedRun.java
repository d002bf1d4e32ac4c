package dev.interim.run;

import dev.interim.engine.source.Origin;
import dev.interim.schedule.PackedSpans;
import dev.interim.schedule.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is left of a run after its end: values only, and nothing of the lanes, scanners and sources
/// that made them. Never changes.
public final class EndedRun implements RunView {
    private final RunProgress progress;
    private final Origin origin;
    private final Effort effort;
    private final PackedSpans spans;
    private final byte @Nullable [] profile;

    /// @param progress how far it came
    /// @param origin what was known of its source
    /// @param effort what it cost
    /// @param spans who ran when
    /// @param profile the mergeable state as bytes, handed over; `null` when there is none
    public EndedRun(
            RunProgress progress,
            Origin origin,
            Effort effort,
            PackedSpans spans,
            byte @Nullable [] profile) {
        this.progress = progress;
        this.origin = origin;
        this.effort = effort;
        this.spans = spans;
        this.profile = profile;
    }

    @Override
    public RunProgress progress() {
        return progress;
    }

    /// Nothing.
    @Override
    public Buffered buffered() {
        return Buffered.NOTHING;
    }

    @Override
    public Origin origin() {
        return origin;
    }

    @Override
    public Effort effort() {
        return effort;
    }

    @Override
    public byte @Nullable [] profile() {
        return profile;
    }

    @Override
    public List<Span> timeline() {
        return spans.spans();
    }

    /// The same without the mergeable state.
    public EndedRun withoutProfile() {
        return new EndedRun(progress, origin, effort, spans, null);
    }
}
