package dev.interim.engine.source;

import org.jspecify.annotations.Nullable;

/// The bundled sample, at full speed or as over a slow link.
final class SampleSource implements Source {
    private final String uri;
    private final @Nullable Rate rate;
    private final Timing timing;

    /// @param rate the speed of the link, or `null` for no link
    SampleSource(String uri, @Nullable Rate rate, Timing timing) {
        this.uri = uri;
        this.rate = rate;
        this.timing = timing;
    }

    @Override
    public String uri() {
        return uri;
    }

    @Override
    public Fetch open(Runnable ready) {
        var fetch = new SampleFetch(new SampleTrips()::next, SampleTrips.BYTES);
        return rate == null ? fetch : new PacedFetch(fetch, rate.bytesPerSecond(), timing, ready);
    }
}
