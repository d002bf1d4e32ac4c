package dev.interim.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.source.AddressRules;
import dev.interim.engine.source.Connections;
import dev.interim.engine.source.FetchLimits;
import dev.interim.engine.source.FetchManners;
import dev.interim.engine.source.FileRoots;
import dev.interim.engine.source.PipeSize;
import dev.interim.engine.source.Sources;
import dev.interim.engine.source.Timing;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FirstStepsTest {
    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();
    private final Timing timing = Timing.of(System::nanoTime, alarms);
    private final Connections connections =
            new Connections(
                    AddressRules.PUBLIC_AND_LOOPBACK,
                    FetchLimits.STANDARD,
                    FetchManners.standard(),
                    timing,
                    "test");
    private final Sources sources =
            new Sources(
                    new FileRoots(List.of()),
                    connections,
                    FetchLimits.STANDARD,
                    PipeSize.STANDARD,
                    timing);
    private final AtomicInteger begun = new AtomicInteger();

    private FirstSteps steps(boolean isWanted) {
        return new FirstSteps(JobRig.settings(1, 1, 1, isWanted), sources) {
            @Override
            Thread start() {
                begun.incrementAndGet();
                return super.start();
            }
        };
    }

    @AfterEach
    void close() {
        connections.close();
        alarms.shutdownNow();
    }

    @Test
    void theWholeSampleIsProfiledInBothUsualSizes() throws InterruptedException {
        var snapshots = steps(true).snapshots();
        assertThat(snapshots).hasSize(2).allMatch(it -> it.rows() == 36_000);
        assertThat(snapshots.getFirst().columns()).allMatch(it -> it.distinct() != null);
        assertThat(snapshots.getLast().columns()).allMatch(it -> it.distinct() == null);
    }

    @Test
    void theyAreTakenByAThreadThatKeepsNoServiceAlive() throws InterruptedException {
        Thread thread = steps(true).start();
        assertThat(thread.isDaemon()).isTrue();
        thread.join();
    }

    @Test
    void theyBeginWhereTheyAreWanted() {
        steps(false).begin();
        assertThat(begun).hasValue(0);
        steps(true).begin();
        assertThat(begun).hasValue(1);
    }
}
