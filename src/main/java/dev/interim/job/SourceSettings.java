package dev.interim.job;

import dev.interim.engine.codec.DecodeLimits;
import dev.interim.engine.source.AddressRules;
import dev.interim.engine.source.FetchLimits;
import dev.interim.engine.source.Network;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// What may be fetched, how much, how long and how slowly.
///
/// @param roots directories below which local files may be read; none by default
/// @param maxFiles how many files a pattern (`file:/data/*.csv`) may stand for
/// @param allowLoopback whether `http://localhost` may be fetched; for a service that only this
///   machine reaches
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
@ConfigurationProperties("interim.source")
public record SourceSettings(
        @DefaultValue List<Path> roots,
        @DefaultValue("1000") int maxFiles,
        @DefaultValue("true") boolean allowLoopback,
        @DefaultValue Set<String> allowHosts,
        @DefaultValue List<String> allowNetworks,
        @DefaultValue({"80", "443", "8080", "8443"}) Set<Integer> ports,
        @DefaultValue("1000GB") DataSize maxBytes,
        @DefaultValue("10TB") DataSize maxDecompressed,
        @DefaultValue("200") int maxRatio,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("30s") Duration responseTimeout,
        @DefaultValue("6h") Duration maxDuration,
        @DefaultValue("1KB") DataSize minRate) {
    private static final long RATIO_AFTER_BYTES = 10L * 1024 * 1024;

    AddressRules addressRules() {
        return new AddressRules(
                allowLoopback,
                allowHosts,
                allowNetworks.stream().map(Network::parse).toList(),
                ports);
    }

    FetchLimits fetchLimits() {
        return new FetchLimits(
                maxBytes.toBytes(),
                connectTimeout,
                responseTimeout,
                maxDuration,
                minRate.toBytes());
    }

    DecodeLimits decodeLimits() {
        return new DecodeLimits(maxDecompressed.toBytes(), maxRatio, RATIO_AFTER_BYTES);
    }
}
