package dev.interim.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.codec.DecodeLimits;
import dev.interim.engine.codec.DecodeOptions;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.source.Timing;
import dev.interim.fixture.ScriptedSource;
import dev.interim.fixture.SmallCsv;
import dev.interim.fixture.Watchdog;
import dev.interim.run.Bounds;
import dev.interim.run.RunLimits;
import dev.interim.run.Strategy;
import dev.interim.schedule.ExecutorRegistry;
import dev.interim.schedule.ExecutorSpec;
import dev.interim.schedule.ExecutorStatistics;
import dev.interim.schedule.LaneExecutor;
import dev.interim.schedule.Priority;
import dev.interim.schedule.QueuePolicy;
import dev.interim.schedule.ThreadKind;
import dev.interim.schedule.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two hundred jobs on real threads, each disturbed at random: every one has one end, and nothing
/// of it is left.
@Timeout(60)
class StressTest {
    private static final int JOBS = 200;
    private static final int DISTURBANCES = 4_000;
    private static final byte[] CSV = SmallCsv.of(300, 3);

    @TempDir Path directory;

    private final Set<Thread> before = Thread.getAllStackTraces().keySet();
    private final ScheduledThreadPoolExecutor alarms = alarms();
    private final ExecutorService waker = Executors.newSingleThreadExecutor();
    private final ExecutorRegistry executors =
            new ExecutorRegistry(List.of(executor("turns", 1), executor("cores", 3)));
    private final List<ScriptedSource> sources = new ArrayList<>();
    private final Map<Job, ScriptedSource> started = new ConcurrentHashMap<>();

    @AfterEach
    void close() {
        executors.close();
        alarms.shutdownNow();
        waker.shutdownNow();
    }

    @Test
    void everyJobHasOneEndAndLeavesNothing() throws Exception {
        var random = new Random(2_000);
        var service = service();
        List<Job> jobs = new ArrayList<>();
        try (var _ = new Watchdog(started::keySet, job -> started.get(job).hasInput())) {
            for (int i = 0; i < JOBS; i++) {
                var source = source(random);
                var job = service.submit(Owner.ANYBODY, spec(random), source);
                started.put(job, source);
                jobs.add(job);
                disturb(service, jobs, random, DISTURBANCES / 2 / JOBS);
            }
            disturb(service, jobs, random, DISTURBANCES / 2);
            jobs.forEach(job -> tried(() -> service.resume(job)));
            ended(jobs);
        }

        for (Job job : jobs) {
            assertThat(JobRig.history(job))
                    .filteredOn(JobEvent.Finished.class::isInstance)
                    .hasSize(1);
            assertThat(JobRig.states(job)).filteredOn(JobState::isEnded).hasSize(1);
            assertThat(JobRig.history(job).getLast()).isInstanceOf(JobEvent.Finished.class);
        }
        assertThat(jobs).anyMatch(job -> job.status().state() == JobState.CANCELLED);
        assertThat(jobs)
                .filteredOn(job -> job.status().state() == JobState.SUCCEEDED)
                .isNotEmpty()
                .allMatch(StressTest::hasItsRows);
        assertThat(jobs).noneMatch(job -> isMistake(job.status().failure()));
        assertThat(sources).allMatch(source -> source.isClosed() || source.isAbandoned());
        assertThat(executors.all())
                .extracting(LaneExecutor::statistics)
                .allSatisfy(StressTest::isIdle);
        assertThat(directory).isEmptyDirectory();
        assertThat(alarms.getQueue()).isEmpty();
        executors.close();
        var left = new HashSet<>(Thread.getAllStackTraces().keySet());
        left.removeAll(before);
        assertThat(left)
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("turns-") || name.startsWith("cores-"));
    }

    private static boolean hasItsRows(Job job) {
        return job.status().progress().run().rows()
                == (job.spec().bounds().rows() == null ? 300 : 100);
    }

    private static void isIdle(ExecutorStatistics executor) {
        assertThat(executor.lanes()).isZero();
        assertThat(executor.queueLength()).isZero();
    }

    private static boolean isMistake(@Nullable FailureException failure) {
        return failure != null && failure.kind() == FailureKind.INTERNAL;
    }

    private static void ended(List<Job> jobs) throws Exception {
        CompletableFuture.allOf(
                        jobs.stream()
                                .map(job -> job.ended().toCompletableFuture())
                                .toArray(CompletableFuture<?>[]::new))
                .get(30, TimeUnit.SECONDS);
    }

    private static void disturb(JobService service, List<Job> jobs, Random random, int times) {
        for (int i = 0; i < times; i++) {
            var job = any(jobs, random);
            switch (random.nextInt(24)) {
                case 20, 21, 22, 23 -> download(job);
                case 0 -> tried(() -> service.cancel(job));
                case 1, 2, 3, 4, 5 -> tried(() -> service.pause(job));
                case 6, 7, 8, 9, 10 -> tried(() -> service.resume(job));
                case 11, 12, 13, 14 -> {
                    var priority = any(List.of(Priority.values()), random);
                    tried(() -> service.change(job, priority));
                }
                default -> {
                    var strategy = any(Strategy.all(), random);
                    tried(() -> service.change(job, strategy));
                }
            }
        }
    }

    /// Of jobs that have ended only so many profiles are kept.
    private static void download(Job job) {
        try {
            job.profile();
        } catch (FailureException e) {
            assertThat(e.kind()).isEqualTo(FailureKind.NOT_FOUND);
            assertThat(job.state().isEnded()).isTrue();
        }
    }

    /// Whoever has ended cannot be changed.
    private static void tried(Runnable change) {
        try {
            change.run();
        } catch (FailureException e) {
            assertThat(e.kind()).isEqualTo(FailureKind.CONFLICT);
        }
    }

    private ScriptedSource source(Random random) {
        var source = new ScriptedSource(waker).thenRandomly(CSV, 400, 50, random);
        if (random.nextInt(8) == 0) {
            source.thenFail(new FailureException(FailureKind.SOURCE_UNAVAILABLE, "broke off"));
        }
        sources.add(source);
        return source;
    }

    private static JobSpec spec(Random random) {
        var plain = JobRig.spec(any(Strategy.all(), random));
        var bounds = new Bounds(random.nextInt(3) == 0 ? 100L : null, null, Duration.ofHours(1));
        return new JobSpec(
                plain.strategy(),
                null,
                any(List.of(Priority.values()), random),
                DecodeOptions.AUTO,
                plain.scan(),
                plain.measures(),
                bounds);
    }

    private JobService service() {
        var ticker = Ticker.system();
        var rig = JobRig.settings(1_000, 1_000, 50);
        var limits =
                new RunLimits(
                        new DecodeLimits(1_000_000, 100, 100_000),
                        0,
                        directory,
                        Duration.ofMillis(5),
                        100);
        return new JobService(
                executors, rig, limits, InstantSource.system(), Timing.of(ticker::nanos, alarms));
    }

    private static LaneExecutor executor(String name, int workers) {
        var named =
                new ExecutorSpec(
                        name, workers, ThreadKind.PLATFORM, Duration.ofMillis(1), QueuePolicy.FAIR);
        return new LaneExecutor(named);
    }

    private static ScheduledThreadPoolExecutor alarms() {
        var alarms = new ScheduledThreadPoolExecutor(1);
        alarms.setRemoveOnCancelPolicy(true);
        return alarms;
    }

    private static <T> T any(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
