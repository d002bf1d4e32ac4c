package dev.interim.engine.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interim.engine.source.Fetch;
import dev.interim.engine.source.FetchContract;

class PlainFetchTest extends FetchContract {
    @Override
    protected Fetch open(byte[] content) {
        taking.whenNothingIsThere(() -> {});
        return Codecs.decode(
                new Dribble(content, 1_000),
                DecodeLimits.STANDARD,
                new DecodeOptions(null, UTF_8, DecodeOptions.InvalidText.REPLACE),
                () -> {});
    }
}
