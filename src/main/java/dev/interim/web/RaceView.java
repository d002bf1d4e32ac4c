package dev.interim.web;

import dev.interim.job.Job;
import dev.interim.job.JobStatus;
import dev.interim.job.Race;
import dev.interim.run.Strategy;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A race on the wire.
///
/// @param together whether the jobs run at the same time
/// @param runs one for each mode
/// @param model what the modes should take by the model
@Schema(name = "Race", description = "One spec under several modes, side by side")
record RaceView(
        UUID id,
        Instant createdAt,
        boolean together,
        List<RunView> runs,
        @Nullable ModelView model,
        RaceLinks links) {
    /// One mode of a race. Durations are in ISO 8601, from the job's first turn; `null` while they
    /// are not known.
    ///
    /// @param firstResult until the first snapshot
    /// @param total until the end
    /// @param predicted the same by the model
    /// @param cpu processor time of the turns; `null` on virtual threads, whose time the system
    ///   does not know
    /// @param turns how many turns its lanes had
    /// @param fetch workers' time spent on fetch, without the time of waiting for the source
    /// @param statistics workers' time spent on statistics
    @Schema(name = "RaceRun")
    record RunView(
            @Schema(allowableValues = {"sequential", "concurrent", "parallel"}) String mode,
            JobView job,
            @Schema(type = "string", example = "PT0.35S") @Nullable Duration firstResult,
            @Schema(type = "string", example = "PT2.1S") @Nullable Duration total,
            @Schema(type = "string", example = "PT2.1S") @Nullable Duration predicted,
            @Schema(type = "string", example = "PT1.9S") @Nullable Duration cpu,
            long turns,
            @Schema(type = "string", example = "PT1.5S") Duration fetch,
            @Schema(type = "string", example = "PT0.6S") Duration statistics) {}

    /// What the two tasks take by themselves, and together.
    ///
    /// @param fetch F
    /// @param statistics S
    /// @param fetchIncludesWaiting whether F holds the time of waiting for the source; it does when
    ///   the sequential run has told it, else it is workers' time only
    /// @param sum F + S, what one worker needs
    /// @param longer max(F, S), what it takes side by side
    @Schema(name = "RaceModel")
    record ModelView(
            @Schema(type = "string", example = "PT1.5S") Duration fetch,
            @Schema(type = "string", example = "PT0.6S") Duration statistics,
            boolean fetchIncludesWaiting,
            @Schema(type = "string", example = "PT2.1S") Duration sum,
            @Schema(type = "string", example = "PT1.5S") Duration longer) {}

    /// Where to look again.
    @Schema(name = "RaceLinks")
    record RaceLinks(String self) {}

    static RaceView of(Race race) {
        var model = race.model();
        return new RaceView(
                race.id().uuid(),
                race.created(),
                race.isTogether(),
                race.jobs().stream().map(job -> run(job, model)).toList(),
                model == null
                        ? null
                        : new ModelView(
                                model.fetch(),
                                model.statistics(),
                                model.isWaitingIncluded(),
                                model.sum(),
                                model.longer()),
                new RaceLinks("/races/" + race.id()));
    }

    private static RunView run(Job job, Race.@Nullable Model model) {
        var status = job.status();
        var effort = job.effort();
        var strategy = Strategy.all().stream().filter(job::isBornAs).findFirst().orElseThrow();
        return new RunView(
                strategy.mode(),
                JobView.of(status),
                since(status.times(), status.times().firstResult()),
                since(status.times(), status.times().ended()),
                model == null ? null : predicted(strategy, model),
                effort.cpu(),
                effort.turns(),
                effort.fetch(),
                effort.statistics());
    }

    private static Duration predicted(Strategy strategy, Race.Model model) {
        return switch (strategy) {
            case Strategy.Sequential _, Strategy.Concurrent _ -> model.sum();
            case Strategy.Parallel _ -> model.longer();
        };
    }

    private static @Nullable Duration since(JobStatus.Times times, @Nullable Instant moment) {
        var started = times.started();
        return started == null || moment == null ? null : Duration.between(started, moment);
    }
}
