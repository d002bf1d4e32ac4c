package dev.interim.run;

import dev.interim.engine.codec.DecodeOptions;
import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.source.Source;
import dev.interim.engine.stats.Measures;

/// What is to be computed of what.
///
/// @param id stands in timelines and names the run's account of executor time
/// @param source where the bytes come from
/// @param decode how they are made plain text
/// @param scan how that is read
/// @param measures what is computed
/// @param bounds where to end early
/// @param isMeasured whether the processor time of each turn is measured
public record RunSpec(
        String id,
        Source source,
        DecodeOptions decode,
        ScanOptions scan,
        Measures measures,
        Bounds bounds,
        boolean isMeasured) {
    /// All of the data, nothing measured.
    public RunSpec(String id, Source source, ScanOptions scan, Measures measures) {
        this(id, source, DecodeOptions.AUTO, scan, measures, Bounds.NONE, false);
    }
}
