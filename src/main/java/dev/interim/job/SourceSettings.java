package dev.interim.job;

import dev.interim.engine.codec.DecodeLimits;
import dev.interim.engine.quantity.ByteSize;
import dev.interim.engine.source.AddressRules;
import dev.interim.engine.source.Backoff;
import dev.interim.engine.source.FetchLimits;
import dev.interim.engine.source.FetchManners;
import dev.interim.engine.source.Network;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What may be fetched, how much, how long and how slowly.
///
/// @param roots directories below which local files may be read; none by default
/// @param maxFiles how many files a pattern (`file:/data/*.csv`) may stand for
/// @param allowLoopback whether `http://localhost` may be fetched; by default where only this
///   machine reaches the service, and to be said where others do
/// @param allowHosts names of hosts that may have any address
/// @param allowNetworks networks whose addresses count as public, as in `10.1.0.0/16`
/// @param ports ports that may be asked
/// @param maxBytes bytes of one source, as fetched
/// @param maxDecompressed bytes of one source, decompressed
/// @param maxRatio bytes out for each byte in, once 10 MiB came out
/// @param connectTimeout until a connection stands
/// @param responseTimeout until an answer begins, and between two arrivals of bytes
/// @param maxDuration from opening a source until its last byte
/// @param minRate bytes a second that a server must send on average while it is waited for
/// @param retries how often in a row a server is asked again after something went wrong, 0 to 5
/// @param releaseAfter how long a job is paused before it gives its connection back, where the
///   server lets it be resumed
/// @param ranges how many parts of a source a job in parallel mode asks for at the same time at
///   most, 1 to 8
@ConfigurationProperties("interim.source")
public record SourceSettings(
        @DefaultValue List<Path> roots,
        @DefaultValue("1000") int maxFiles,
        @Nullable Boolean allowLoopback,
        @DefaultValue Set<String> allowHosts,
        @DefaultValue List<String> allowNetworks,
        @DefaultValue({"80", "443", "8080", "8443"}) Set<Integer> ports,
        @DefaultValue("1000GB") ByteSize maxBytes,
        @DefaultValue("10TB") ByteSize maxDecompressed,
        @DefaultValue("200") int maxRatio,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("30s") Duration responseTimeout,
        @DefaultValue("6h") Duration maxDuration,
        @DefaultValue("1KB") ByteSize minRate,
        @DefaultValue("5") int retries,
        @DefaultValue("10s") Duration releaseAfter,
        @DefaultValue("8") int ranges) {
    private static final long RATIO_AFTER_BYTES = 10L * 1024 * 1024;

    /// Checks what only counts here.
    public SourceSettings {
        boolean isGood = retries >= 0 && retries <= 5 && ranges >= 1 && ranges <= 8;
        if (!isGood || !releaseAfter.isPositive()) {
            throw new IllegalArgumentException(
                    "interim.source.retries must be 0 to 5, ranges 1 to 8, release-after positive");
        }
    }

    /// @param listening where the service listens, `null` for everywhere
    AddressRules addressRules(@Nullable InetAddress listening) {
        return new AddressRules(
                allowsLoopback(listening),
                allowHosts,
                allowNetworks.stream().map(Network::parse).toList(),
                ports);
    }

    /// Whoever reaches the service makes it fetch: what is good on a laptop would open a server's
    /// own services to strangers.
    private boolean allowsLoopback(@Nullable InetAddress listening) {
        if (allowLoopback != null) {
            return allowLoopback;
        }
        if (listening != null && listening.isLoopbackAddress()) {
            return true;
        }
        String where = listening == null ? "all addresses" : listening.getHostAddress();
        throw new BadSettingException(
                "interim.source.allow-loopback",
                new IllegalArgumentException(
                        "the service is to listen on "
                                + where
                                + ", where others reach it, and nobody said whether they may make"
                                + " it fetch from this very machine: set"
                                + " interim.source.allow-loopback=false (or true)"));
    }

    FetchLimits fetchLimits() {
        return new FetchLimits(
                maxBytes.bytes(), connectTimeout, responseTimeout, maxDuration, minRate.bytes());
    }

    FetchManners fetchManners() {
        return new FetchManners(retries, releaseAfter, ranges, Backoff.jittered(new Random()));
    }

    DecodeLimits decodeLimits() {
        return new DecodeLimits(maxDecompressed.bytes(), maxRatio, RATIO_AFTER_BYTES);
    }
}
