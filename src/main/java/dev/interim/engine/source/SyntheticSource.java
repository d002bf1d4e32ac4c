package dev.interim.engine.source;

import java.time.Duration;

/// Real rows at made-up costs, for showing how tasks share workers, and for load.
///
/// `synthetic:work?duration=10s` keeps one worker busy that long with statistics;
/// `synthetic:essay?fetch=30s&statistics=12s&slices=6` costs both tasks something for each slice.
/// Both take `speed=60`: sixty times faster.
public final class SyntheticSource implements Source {
    private static final String SCHEME = "synthetic:";
    private static final int WORK_SLICES = 20;

    private final String uri;
    private final int slices;
    private final Toll toll;

    private SyntheticSource(String uri, int slices, Toll toll) {
        this.uri = uri;
        this.slices = slices;
        this.toll = toll;
    }

    /// The source at an address that begins with `synthetic:`.
    ///
    /// @throws dev.interim.engine.failure.FailureException `INVALID_REQUEST`
    public static SyntheticSource of(String uri) {
        var options = new SyntheticOptions(uri.substring(SCHEME.length()));
        return switch (options.kind()) {
            case "work" -> {
                options.allow("duration", "speed");
                yield work(uri, options);
            }
            case "essay" -> {
                options.allow("fetch", "statistics", "slices", "speed");
                yield essay(uri, options);
            }
            default -> throw options.unknownKind();
        };
    }

    private static SyntheticSource work(String uri, SyntheticOptions options) {
        var duration = options.duration("duration", Duration.ofSeconds(10));
        return new SyntheticSource(
                uri, WORK_SLICES, toll(Duration.ZERO, duration.dividedBy(WORK_SLICES), true));
    }

    private static SyntheticSource essay(String uri, SyntheticOptions options) {
        int slices = options.count("slices", 6);
        return new SyntheticSource(
                uri,
                slices,
                toll(
                        options.duration("fetch", Duration.ofSeconds(30)).dividedBy(slices),
                        options.duration("statistics", Duration.ofSeconds(12)).dividedBy(slices),
                        false));
    }

    private static Toll toll(Duration fetch, Duration statistics, boolean isSerial) {
        return new Toll(
                SyntheticRows.HEADER.length, SyntheticRows.SLICE, fetch, statistics, isSerial);
    }

    @Override
    public String uri() {
        return uri;
    }

    @Override
    public Toll toll() {
        return toll;
    }

    @Override
    public Fetch open(Runnable ready) {
        long length = SyntheticRows.HEADER.length + (long) slices * SyntheticRows.SLICE;
        return new SampleFetch(new SyntheticRows(slices)::next, length);
    }
}
