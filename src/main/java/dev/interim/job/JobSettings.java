package dev.interim.job;

import dev.interim.engine.quantity.ByteSize;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How jobs are kept and reported.
///
/// @param kept how many ended jobs are remembered before the oldest are forgotten
/// @param active how many jobs may be waiting or running at the same time; more are refused with
///   429
/// @param activePerOwner how many of them may be of one owner; as many as all by default, and 20 in
///   the profile `server`
/// @param running how many of them may run at the same time; the others wait, the most urgent first
/// @param history how many events of each kind of a job can be replayed; at least 128 of state and
///   warnings, snapshots of at most 20 MB or a hundredth of the heap together, and of all but the
///   latest 20 ended jobs only the newest progress and snapshot
/// @param snapshotInterval the least time between two snapshots of a job
/// @param progressInterval the least time between two progress events of a job
/// @param spoolMemory how many fetched bytes a sequential job keeps in memory before it writes to
///   disk
/// @param spoolDirectory where it writes then; the system's directory for temporary files by
///   default
/// @param groups how many groups of a job that groups have numbers of their own; rows of further
///   ones are counted together
/// @param profileMemory how much memory the profiles of ended jobs may take before the oldest are
///   dropped
/// @param timelineSpans how many turns of a job are kept apart before older ones are merged; 2,048
///   at most once it has ended
/// @param grace how long a stopping service waits for the turns that run
/// @param warmUp whether the bundled sample is profiled in the background once the service is
///   ready, so that the first job finds everything loaded and compiled; some seconds of a processor
@ConfigurationProperties("interim.job")
public record JobSettings(
        @DefaultValue("1000") int kept,
        @DefaultValue("1000") int active,
        @Nullable Integer activePerOwner,
        @DefaultValue("64") int running,
        @DefaultValue("64") int history,
        @DefaultValue("250ms") Duration snapshotInterval,
        @DefaultValue("100ms") Duration progressInterval,
        @DefaultValue("64MB") ByteSize spoolMemory,
        @Nullable Path spoolDirectory,
        @DefaultValue("1000") int groups,
        @DefaultValue("64MB") ByteSize profileMemory,
        @DefaultValue("4096") int timelineSpans,
        @DefaultValue("10s") Duration grace,
        @DefaultValue("true") boolean warmUp) {
    /// More would not fit into a snapshot that anyone wants to read.
    private static final int MOST_GROUPS = 100_000;

    /// Checks the ranges.
    public JobSettings {
        if (kept < 1 || active < 1 || running < 1 || history < 1 || timelineSpans < 16) {
            throw new IllegalArgumentException(
                    "interim.job.kept, active, running and history must be at least 1, timeline-spans 16");
        }
        if (activePerOwner != null && activePerOwner < 1) {
            throw new IllegalArgumentException("interim.job.active-per-owner must be at least 1");
        }
        if (groups < 1 || groups > MOST_GROUPS) {
            throw new IllegalArgumentException(
                    "interim.job.groups must be from 1 to " + MOST_GROUPS);
        }
        if (snapshotInterval.isNegative() || progressInterval.isNegative() || grace.isNegative()) {
            throw new IllegalArgumentException(
                    "interim.job.snapshot-interval, progress-interval and grace must not be negative");
        }
    }
}
