package dev.interim.job;

import dev.interim.engine.memory.MemoryBudget;
import dev.interim.engine.quantity.ByteSize;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How much memory jobs may take.
///
/// @param budget how much memory all jobs together may take, a fifth of it for what is kept of
///   ended ones; by default four fifths of what the heap has beyond 96 MiB, and a quarter of the
///   heap at least
/// @param ownerShare how much of it the jobs of one owner may take together, in percent; half in
///   the profile `server`
@ConfigurationProperties("interim.memory")
public record MemorySettings(@Nullable ByteSize budget, @DefaultValue("100") int ownerShare) {
    private static final long OF_THE_REST = 96L << 20;

    /// Checks the ranges.
    public MemorySettings {
        if (ownerShare < 1 || ownerShare > 100) {
            throw new IllegalArgumentException("interim.memory.owner-share must be 1 to 100");
        }
        if (budget != null && budget.bytes() < 1 << 20) {
            throw new IllegalArgumentException("interim.memory.budget must be at least 1MiB");
        }
    }

    /// @param heap bytes of the heap
    MemoryBudget open(long heap) {
        long bytes = Objects.requireNonNullElseGet(budget, () -> new ByteSize(usual(heap))).bytes();
        return new MemoryBudget(bytes, Math.max(1, bytes / 100 * ownerShare));
    }

    private static long usual(long heap) {
        return Math.max(heap / 4, (heap - OF_THE_REST) / 5 * 4);
    }
}
