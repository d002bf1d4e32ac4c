package dev.interim.engine.memory;

import java.util.Locale;

/// What memory is taken for.
public enum MemoryUse {
    /// The first buffers of jobs whose columns are not known yet.
    START(0),
    /// Buffers between sources and statistics: pipes, chunks, long records, batches.
    BUFFERS(1),
    /// What sequential jobs fetched ahead and keep in memory.
    SPOOLS(2),
    /// Windows of decompression.
    DECODERS(3),
    /// Profiles, the parts that are added to them, and their snapshots: columns by statistics, and
    /// groups by columns.
    PROFILES(4),
    /// What is kept of jobs that have ended: snapshots and profiles.
    KEPT(5),
    /// Profiles that are being merged.
    FORMS(6);

    static final int COUNT = values().length;

    private final int code;

    MemoryUse(int code) {
        this.code = code;
    }

    /// From 0 on, without a gap.
    int code() {
        return code;
    }

    /// The use as it stands on the wire: `decoders`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
