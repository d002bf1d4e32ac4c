package dev.interim.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.codec.DecodeLimits;
import dev.interim.engine.source.Timing;
import dev.interim.fixture.ScriptedSource;
import dev.interim.fixture.SmallCsv;
import dev.interim.fixture.Watchdog;
import dev.interim.run.RunLimits;
import dev.interim.run.Strategy;
import dev.interim.schedule.ExecutorRegistry;
import dev.interim.schedule.ExecutorSpec;
import dev.interim.schedule.LaneExecutor;
import dev.interim.schedule.QueuePolicy;
import dev.interim.schedule.ThreadKind;
import dev.interim.schedule.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Jobs whose profiles are downloaded all the while end all the same, with all of their rows.
@Timeout(120)
class DownloadedProfileTest {
    private static final int JOBS = 8;
    private static final int ROWS = 6_000;
    private static final byte[] CSV = SmallCsv.of(ROWS, 3);

    @TempDir Path directory;

    private final ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(1);
    private final ExecutorService waker = Executors.newSingleThreadExecutor();
    private final ExecutorService clients = Executors.newFixedThreadPool(2);
    private final ExecutorRegistry executors =
            new ExecutorRegistry(List.of(executor("turns", 1), executor("cores", 3)));
    private volatile boolean isOver;

    @AfterEach
    void close() {
        isOver = true;
        executors.close();
        alarms.shutdownNow();
        waker.shutdownNow();
        clients.shutdownNow();
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void everyJobEndsWithAllItsRows(Strategy strategy) throws Exception {
        var service = service();
        var random = new Random(12);
        List<Job> jobs = new ArrayList<>();
        Map<Job, ScriptedSource> sources = new HashMap<>();
        for (int i = 0; i < JOBS; i++) {
            var source = new ScriptedSource(waker).thenRandomly(CSV, 20_000, 30, random);
            var job = service.submit(Owner.ANYBODY, JobRig.spec(strategy), source);
            sources.put(job, source);
            jobs.add(job);
        }
        List<Future<Integer>> downloads = new ArrayList<>();
        for (int client = 0; client < 2; client++) {
            downloads.add(clients.submit(() -> download(jobs)));
        }

        try (var _ = new Watchdog(() -> jobs, job -> sources.get(job).hasInput())) {
            ended(jobs);
        }
        isOver = true;

        assertThat(jobs).allMatch(job -> job.status().state() == JobState.SUCCEEDED);
        assertThat(jobs).allMatch(job -> job.status().progress().run().rows() == ROWS);
        for (var each : downloads) {
            assertThat(each.get()).isPositive();
        }
    }

    private static List<Strategy> strategies() {
        return Strategy.all();
    }

    private static void ended(List<Job> jobs) throws Exception {
        CompletableFuture.allOf(
                        jobs.stream()
                                .map(job -> job.ended().toCompletableFuture())
                                .toArray(CompletableFuture<?>[]::new))
                .get(100, TimeUnit.SECONDS);
    }

    private int download(List<Job> jobs) {
        int count = 0;
        while (!isOver) {
            for (Job job : jobs) {
                count += job.profile() == null ? 0 : 1;
            }
        }
        return count;
    }

    private JobService service() {
        var ticker = Ticker.system();
        var limits =
                new RunLimits(
                        new DecodeLimits(1_000_000_000, 100, 100_000),
                        1_000_000,
                        directory,
                        Duration.ofMillis(50),
                        100);
        return new JobService(
                executors,
                JobRig.settings(1_000, 1_000, 50),
                limits,
                InstantSource.system(),
                Timing.of(ticker::nanos, alarms));
    }

    private static LaneExecutor executor(String name, int workers) {
        return new LaneExecutor(
                new ExecutorSpec(
                        name,
                        workers,
                        ThreadKind.PLATFORM,
                        Duration.ofMillis(1),
                        QueuePolicy.FAIR));
    }
}
