package dev.interim.run;

import dev.interim.engine.source.Origin;
import dev.interim.schedule.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What can be read of a run, while it computes and after its end. Any thread.
public sealed interface RunView permits Run, EndedRun {
    /// How far it has come.
    RunProgress progress();

    /// What it holds of bytes.
    Buffered buffered();

    /// What is known of the source.
    Origin origin();

    /// What it has cost.
    Effort effort();

    /// The mergeable state of its statistics as bytes, `null` while there is none or when it is no
    /// longer kept.
    byte @Nullable [] profile();

    /// Who ran when, in the order of the starts.
    List<Span> timeline();
}
