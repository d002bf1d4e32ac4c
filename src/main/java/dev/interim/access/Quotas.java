package dev.interim.access;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.source.Source;
import dev.interim.job.Owner;
import dev.interim.schedule.Ticker;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What each owner has left of what it may use.
///
/// Any thread.
public final class Quotas {
    /// Of how many owners it is remembered at most; more only while they have used something.
    private static final int REMEMBERED = 10_000;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final @Nullable QuotaSettings settings;
    private final TimeMeter time;
    private final Map<Owner, Purse> purses = new ConcurrentHashMap<>();

    /// What one owner has.
    private record Purse(Bucket starts, Bucket bytes) {
        boolean isWhole() {
            return waitNanos(starts) == 0 && waitNanos(bytes) == 0;
        }
    }

    /// @param settings `null` where nothing is counted
    Quotas(@Nullable QuotaSettings settings, Ticker ticker) {
        this.settings = settings;
        time = new TickerTime(ticker);
    }

    /// Reads the time for buckets.
    private record TickerTime(Ticker ticker) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return ticker.nanos();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    /// The same source, whose bytes this owner pays for.
    public Source charged(Owner owner, Source source) {
        var limits = settings;
        return limits == null
                ? source
                : new ChargedSource(source, () -> purse(owner, limits).bytes());
    }

    /// Takes what one request to start something costs.
    ///
    /// @return how long to wait where the quota is used up, zero where it is not
    Duration start(Owner owner, QuotaSettings limits) {
        var purse = purse(owner, limits);
        var bytes = purse.bytes().estimateAbilityToConsume(1);
        if (!bytes.canBeConsumed()) {
            return Duration.ofNanos(bytes.getNanosToWaitForRefill());
        }
        var start = purse.starts().tryConsumeAndReturnRemaining(1);
        return Duration.ofNanos(start.isConsumed() ? 0 : start.getNanosToWaitForRefill());
    }

    /// What there is in a window, as the field `RateLimit-Policy` says it.
    static String policy(QuotaSettings limits) {
        long seconds = limits.window().toSeconds();
        return "\"starts\";q=%d;w=%d, \"bytes\";q=%d;qu=\"content-bytes\";w=%d"
                .formatted(limits.starts(), seconds, limits.bytes().bytes(), seconds);
    }

    /// What this owner has left of it, as the field `RateLimit` says it.
    String left(Owner owner, QuotaSettings limits) {
        var purse = purse(owner, limits);
        return item("starts", purse.starts()) + ", " + item("bytes", purse.bytes());
    }

    private static String item(String name, Bucket bucket) {
        long seconds = -Math.floorDiv(-waitNanos(bucket), NANOS_PER_SECOND);
        return "\"%s\";r=%d".formatted(name, Math.max(0, bucket.getAvailableTokens()))
                + (seconds == 0 ? "" : ";t=" + seconds);
    }

    private static long waitNanos(Bucket bucket) {
        return bucket.asVerbose()
                .getAvailableTokens()
                .getDiagnostics()
                .calculateFullRefillingTime();
    }

    /// Of how many owners it is remembered.
    int count() {
        return purses.size();
    }

    private Purse purse(Owner owner, QuotaSettings limits) {
        if (purses.size() >= REMEMBERED && !purses.containsKey(owner)) {
            purses.values().removeIf(Purse::isWhole);
        }
        return purses.computeIfAbsent(
                owner,
                _ ->
                        new Purse(
                                bucket(limits.starts(), limits.window()),
                                bucket(limits.bytes().bytes(), limits.window())));
    }

    private Bucket bucket(long capacity, Duration window) {
        return Bucket.builder()
                .addLimit(it -> it.capacity(capacity).refillIntervally(capacity, window))
                .withCustomTimePrecision(time)
                .build();
    }

    /// What a job hears whose owner has nothing left.
    static FailureException usedUp() {
        return new FailureException(
                FailureKind.OVER_CAPACITY, "your quota of bytes is used up for now");
    }
}
