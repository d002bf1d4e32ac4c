package dev.interim.schedule;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What an executor is: its name, its workers and how they choose.
///
/// @param quantum how long a turn should last at most; also the unit of fairness
public record ExecutorSpec(
        String name,
        int workers,
        ThreadKind threads,
        Duration quantum,
        QueuePolicy queue,
        Shares shares) {

    /// The longest turn where nothing else is said.
    public static final Duration STANDARD_QUANTUM = Duration.ofMillis(20);

    private static final int MOST_WORKERS = 1024;
    private static final Duration SHORTEST = Duration.ofNanos(100_000);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    public ExecutorSpec {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "an executor's name is a small letter followed by up to 31 small "
                            + "letters, digits or hyphens, not '"
                            + name
                            + "'");
        }
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException(
                    "executor '"
                            + name
                            + "' must have 1 to "
                            + MOST_WORKERS
                            + " workers, not "
                            + workers);
        }
        if (quantum.compareTo(SHORTEST) < 0 || quantum.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "executor '"
                            + name
                            + "' must have a quantum from 100 µs to 1 minute, not "
                            + spoken(quantum));
        }
    }

    /// An executor with the standard shares.
    public ExecutorSpec(
            String name, int workers, ThreadKind threads, Duration quantum, QueuePolicy queue) {
        this(name, workers, threads, quantum, queue, Shares.STANDARD);
    }

    /// The executors that are there without configuration: `turns`, `cores` and `io`.
    ///
    /// @param cores how many this machine has; `cores` gets as many workers, but two at least
    public static List<ExecutorSpec> standard(int cores) {
        return List.of(
                standard("turns", 1, ThreadKind.PLATFORM),
                standard("cores", Math.max(2, cores), ThreadKind.PLATFORM),
                standard("io", 64, ThreadKind.VIRTUAL));
    }

    private static ExecutorSpec standard(String name, int workers, ThreadKind threads) {
        return new ExecutorSpec(name, workers, threads, STANDARD_QUANTUM, QueuePolicy.FAIR);
    }

    private static String spoken(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
