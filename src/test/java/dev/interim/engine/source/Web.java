package dev.interim.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Connections for a test, and the threads that fetch over them.
///
/// Time stands still unless the test moves it; closing waits until every thread has come back.
final class Web implements AutoCloseable {
    final ManualTiming timing = new ManualTiming();
    final Connections connections;
    private final List<Duration> waits = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    Web(AddressRules rules) {
        this(rules, FetchLimits.STANDARD);
    }

    Web(AddressRules rules, FetchLimits limits) {
        this(rules, limits, InetAddress::getAllByName);
    }

    Web(AddressRules rules, FetchLimits limits, CheckedResolver.Lookup lookup) {
        this(rules, limits, lookup, null);
    }

    /// One that waits.
    static Web waiting(Backoff backoff) {
        return new Web(
                AddressRules.PUBLIC_AND_LOOPBACK,
                FetchLimits.STANDARD,
                InetAddress::getAllByName,
                backoff);
    }

    private Web(
            AddressRules rules,
            FetchLimits limits,
            CheckedResolver.Lookup lookup,
            @Nullable Backoff backoff) {
        var manners =
                new FetchManners(
                        5, Duration.ofSeconds(10), 8, backoff == null ? this::wait : backoff);
        connections = new Connections(rules, limits, manners, timing, "1.2.3", lookup);
    }

    /// How long servers were to be left alone, each time; nobody waits so long.
    List<Duration> waits() {
        return List.copyOf(waits);
    }

    private Duration wait(int failures, Duration asked) {
        waits.add(asked);
        return Duration.ZERO;
    }

    Source source(String uri) {
        return source(uri, PipeSize.STANDARD);
    }

    Source source(String uri, PipeSize size) {
        return new HttpSource(
                uri,
                WebAddress.of(uri, connections.rules()),
                connections,
                size,
                task -> {
                    Thread thread = Thread.ofVirtual().unstarted(task);
                    threads.add(thread);
                    return thread;
                });
    }

    void awaitThreads() {
        for (Thread thread : threads) {
            try {
                assertThat(thread.join(Duration.ofSeconds(10))).as("has come back").isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() {
        connections.close();
        awaitThreads();
    }
}
