package dev.interim.run;

import dev.interim.engine.source.Origin;
import dev.interim.schedule.PackedSpans;
import dev.interim.schedule.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is left of a run after its end: values only, and nothing of the lanes, scanners and sources
/// that made them.
///
/// @param progress how far it came
/// @param origin what was known of its source
/// @param effort what it cost
/// @param spans who ran when
/// @param profile the mergeable state as bytes; not to be changed; `null` when there is none
public record EndedRun(
        RunProgress progress,
        Origin origin,
        Effort effort,
        PackedSpans spans,
        byte @Nullable [] profile)
        implements RunView {
    /// Nothing.
    @Override
    public Buffered buffered() {
        return Buffered.NOTHING;
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
