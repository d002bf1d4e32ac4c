package dev.interim.engine.codec;

import dev.interim.engine.source.Fetch;
import dev.interim.engine.source.FetchContract;

class GzipFetchTest extends FetchContract {
    @Override
    protected Fetch open(byte[] content) {
        taking.whenNothingIsThere(() -> {});
        return Codecs.decode(new Dribble(Gzip.of(content), 1_000), DecodeLimits.STANDARD);
    }

    @Override
    protected long rawLength(byte[] content) {
        return Gzip.of(content).length;
    }
}
