package dev.interim.job;

import dev.interim.engine.memory.MemoryBudget;
import dev.interim.engine.source.Connections;
import dev.interim.engine.source.FileRoots;
import dev.interim.engine.source.PipeSize;
import dev.interim.engine.source.Sources;
import dev.interim.engine.source.Timing;
import dev.interim.run.RunLimits;
import dev.interim.schedule.ExecutorRegistry;
import dev.interim.schedule.Ticker;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/// Builds what jobs need out of the configuration; what knows no framework is made known to it
/// here.
@Configuration(proxyBeanMethods = false)
class JobWiring {
    private static final String VERSION = "0.1";

    /// Static, since it comes before all others.
    @Bean
    static SettingNames settingNames(ConfigurableEnvironment environment) {
        return new SettingNames(environment);
    }

    @Bean
    Ticker ticker() {
        return Ticker.system();
    }

    @Bean
    InstantSource wallClock() {
        return InstantSource.system();
    }

    @Bean(destroyMethod = "close")
    ExecutorRegistry executors(ExecutorSettings settings) {
        return ExecutorRegistry.open(settings.specs());
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService alarms() {
        var alarms =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("interim-alarms").factory());
        // An alarm called off would otherwise be kept, with the job it was for, until it would
        // ring.
        alarms.setRemoveOnCancelPolicy(true);
        return alarms;
    }

    @Bean
    Timing timing(Ticker ticker, ScheduledExecutorService alarms) {
        return Timing.of(ticker::nanos, alarms);
    }

    @Bean(destroyMethod = "close")
    Connections connections(SourceSettings settings, Timing timing, Environment environment) {
        InetAddress listening =
                Binder.get(environment).bind("server.address", InetAddress.class).orElse(null);
        return new Connections(
                settings.addressRules(listening),
                settings.fetchLimits(),
                settings.fetchManners(),
                timing,
                VERSION);
    }

    @Bean
    Sources sources(SourceSettings settings, Connections connections, Timing timing) {
        return new Sources(
                new FileRoots(settings.roots(), settings.maxFiles()),
                connections,
                settings.fetchLimits(),
                PipeSize.STANDARD,
                timing);
    }

    @Bean
    MemoryBudget memoryBudget(MemorySettings settings) {
        return settings.open(Runtime.getRuntime().maxMemory());
    }

    @Bean
    RunLimits runLimits(JobSettings jobs, SourceSettings sources) {
        return new RunLimits(
                sources.decodeLimits(),
                jobs.spoolMemory().bytes(),
                Objects.requireNonNullElseGet(
                        jobs.spoolDirectory(), () -> Path.of(System.getProperty("java.io.tmpdir"))),
                jobs.snapshotInterval(),
                jobs.timelineSpans());
    }
}
