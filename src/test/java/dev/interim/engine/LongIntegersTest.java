package dev.interim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.interim.engine.scan.Buffers;
import dev.interim.engine.scan.Chunk;
import dev.interim.engine.scan.Chunker;
import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.stats.Measures;
import dev.interim.engine.stats.Part;
import dev.interim.engine.stats.Profile;
import dev.interim.engine.stats.Snapshot;
import dev.interim.engine.stats.StoredProfile;
import dev.interim.fixture.Chunks;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Integers beyond 2^53 keep their digits.
class LongIntegersTest {
    private static final MathContext DIGITS = new MathContext(60);

    @ParameterizedTest(name = "{1} values from {0} on, {2} apart")
    @CsvSource({
        "9007199254740993, 3, 3",
        "9007199254740993, 20, 2",
        "-9007199254840993, 2000, 7",
        "1790000000000000001, 3000, 1",
        "9223372036854774808, 1000, 1",
    })
    void extremesSumAndVarianceAreThoseOfTheValues(String first, int count, int step) {
        List<BigInteger> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(new BigInteger(first).add(BigInteger.valueOf((long) i * step)));
        }
        Collections.shuffle(values, new Random(1));
        var numeric = numeric(profile(values));
        assertThat(numeric.integers())
                .isEqualTo(
                        new Snapshot.Integers(
                                Collections.min(values), Collections.max(values), sum(values)));
        double variance = variance(values);
        assertThat(numeric.variance()).isCloseTo(variance, within(1e-12 * variance));
    }

    @Test
    void theyAreThoseOfTheWholeWhenProfilesAreStoredAndMerged() {
        var random = new SplittableRandom(1);
        List<BigInteger> values = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            values.add(BigInteger.valueOf(9_007_199_254_741_000L + random.nextInt(5000)));
        }
        List<StoredProfile> parts = new ArrayList<>();
        for (int from = 0; from < 1000; from += 100) {
            var part =
                    new StoredProfile(
                            profile(values.subList(from, from + 100)), Snapshot.Scope.WHOLE);
            parts.add(StoredProfile.of(part.bytes()));
        }
        var numeric = numeric(StoredProfile.merged(parts).profile());
        assertThat(numeric.integers())
                .isEqualTo(
                        new Snapshot.Integers(
                                Collections.min(values), Collections.max(values), sum(values)));
        double variance = variance(values);
        assertThat(numeric.variance()).isCloseTo(variance, within(1e-12 * variance));
    }

    @Test
    void extremesOf38DigitsKeepThemAll() {
        var least = new BigInteger("-12345678901234567890123456789012345678");
        var greatest = new BigInteger("98765432109876543210987654321098765432");
        var values =
                List.of(
                        least.add(BigInteger.ONE),
                        least,
                        greatest.add(BigInteger.TWO.negate()),
                        greatest);
        assertThat(numeric(profile(values)).integers())
                .isEqualTo(new Snapshot.Integers(least, greatest, null));
    }

    @Test
    void whatADoubleHoldsHasNoOtherForm() {
        assertThat(numeric(profile(List.of(BigInteger.ONE, BigInteger.TEN))).integers()).isNull();
    }

    private static BigInteger sum(List<BigInteger> values) {
        return values.stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static double variance(List<BigInteger> values) {
        var mean = new BigDecimal(sum(values)).divide(BigDecimal.valueOf(values.size()), DIGITS);
        return values.stream()
                .map(value -> new BigDecimal(value).subtract(mean).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(values.size() - 1L), DIGITS)
                .doubleValue();
    }

    private static Snapshot.Numeric numeric(Profile profile) {
        return profile.snapshot(Snapshot.Scope.WHOLE, true).columns().getFirst().numeric();
    }

    private static Profile profile(List<BigInteger> values) {
        var text = new StringBuilder("id,other\n");
        values.forEach(value -> text.append(value).append(",x\n"));
        var chunker = new Chunker(ScanOptions.AUTO, new Buffers(256 * 1024, 0));
        var chunks = Chunks.of(chunker, text.toString().getBytes(StandardCharsets.UTF_8));
        var profile = new Profile(chunker.layout().schema(), Measures.STANDARD);
        var part = new Part(Measures.STANDARD);
        for (Chunk chunk : chunks) {
            chunker.layout().scanner().scan(chunk, part.batch());
            part.compute(chunker.layout().schema());
            profile.add(part);
        }
        return profile;
    }
}
