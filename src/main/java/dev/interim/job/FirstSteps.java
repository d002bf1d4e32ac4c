package dev.interim.job;

import dev.interim.engine.Profiler;
import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.source.Sources;
import dev.interim.engine.stats.Measures;
import dev.interim.engine.stats.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Profiles the bundled sample once the service is ready, so that the first job does not have to
/// wait until classes are loaded and loops compiled.
@Component
class FirstSteps {
    private static final List<Measures> USUAL = List.of(Measures.STANDARD, Measures.BASIC);

    private final JobSettings settings;
    private final Sources sources;

    FirstSteps(JobSettings settings, Sources sources) {
        this.settings = settings;
        this.sources = sources;
    }

    /// In the background, if wanted.
    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        if (settings.warmUp()) {
            start();
        }
    }

    Thread start() {
        return Thread.ofPlatform().daemon().name("interim-first-steps").start(this::take);
    }

    private void take() {
        try {
            snapshots();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What comes of it, which nobody needs.
    List<Snapshot> snapshots() throws InterruptedException {
        List<Snapshot> snapshots = new ArrayList<>();
        for (Measures measures : USUAL) {
            snapshots.add(Profiler.profile(sources.of(Sources.SAMPLE), ScanOptions.AUTO, measures));
        }
        return snapshots;
    }
}
