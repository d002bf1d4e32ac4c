package dev.interim.engine.memory;

import java.util.Locale;

/// What memory is taken for.
public enum MemoryUse {
    /// The first buffers of jobs whose columns are not known yet.
    START,
    /// Buffers between sources and statistics: pipes, chunks, long records, batches.
    BUFFERS,
    /// What sequential jobs fetched ahead and keep in memory.
    SPOOLS,
    /// Windows of decompression.
    DECODERS,
    /// Profiles, the parts that are added to them, and their snapshots: columns by statistics, and
    /// groups by columns.
    PROFILES,
    /// What is kept of jobs that have ended: snapshots and profiles.
    KEPT,
    /// Profiles that are being merged.
    FORMS;

    /// The use as it stands on the wire: `decoders`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
