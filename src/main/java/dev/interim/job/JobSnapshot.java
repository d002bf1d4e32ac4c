package dev.interim.job;

import dev.interim.engine.stats.Snapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A snapshot of a job.
///
/// @param sequence counts the snapshots of a job from 1
/// @param fraction the share of the source it speaks of, `null` when the length is unknown
public record JobSnapshot(
        JobId job, long sequence, Instant takenAt, @Nullable Double fraction, Snapshot snapshot) {}
