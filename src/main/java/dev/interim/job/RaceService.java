package dev.interim.job;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.source.Source;
import dev.interim.run.Strategy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;

/// What can be done with races. Those that run are remembered, in memory, and the latest of those
/// that have ended.
@Service
public final class RaceService {
    private static final int KEPT = 100;

    private final JobService jobs;
    private final Map<RaceId, Race> races = new LinkedHashMap<>();

    RaceService(JobService jobs) {
        this.jobs = jobs;
    }

    /// Accepts one job for each mode and lets them run.
    ///
    /// @param source asked once for each mode
    /// @throws FailureException as [JobService#submit]
    public Race start(
            Owner owner,
            JobSpec spec,
            List<Strategy> modes,
            Supplier<Source> source,
            boolean isTogether) {
        var specs = modes.stream().map(spec::with).toList();
        var accepted = jobs.acceptMeasured(owner, specs, source);
        var first = accepted.getFirst();
        var race =
                new Race(
                        new RaceId(jobs.newId().uuid()),
                        first.status().times().created(),
                        isTogether,
                        accepted);
        remember(race);
        if (isTogether) {
            accepted.forEach(jobs::enter);
        } else {
            startOneByOne(accepted);
        }
        return race;
    }

    private void startOneByOne(List<Job> left) {
        var first = left.getFirst();
        var others = left.subList(1, left.size());
        if (!others.isEmpty()) {
            first.ended().thenRun(() -> startOneByOne(others));
        }
        jobs.enter(first);
    }

    /// The race of that id, as far as this viewer sees.
    ///
    /// @throws FailureException `NOT_FOUND`
    public synchronized Race get(Viewer viewer, RaceId id) {
        var race = races.get(id);
        if (race == null || !viewer.sees(race.owner())) {
            throw new FailureException(FailureKind.NOT_FOUND, "there is no race " + id);
        }
        return race;
    }

    private synchronized void remember(Race race) {
        races.put(race.id(), race);
        var oldest = races.values().iterator();
        while (races.size() > KEPT && oldest.hasNext()) {
            if (oldest.next().isEnded()) {
                oldest.remove();
            }
        }
    }
}
