package dev.interim.job;

import dev.interim.run.RunProgress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How far a job has come, and how fast.
///
/// @param run bytes and rows
/// @param bytesPerSecond bytes processed a second: of late, or all in all once it has ended; `null`
///   while unknown
/// @param remaining how long it will take at that rate; `null` while unknown, and at the end
public record JobProgress(
        RunProgress run, @Nullable Long bytesPerSecond, @Nullable Duration remaining) {}
