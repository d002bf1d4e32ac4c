package dev.interim.engine.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.fixture.StateBytes;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrequentSketchTest {

    @ParameterizedTest(name = "{0} counters, {1} different values, seed {2}")
    @CsvSource({
        "2048, 500, 1",
        "2048, 100000, 2",
        "2048, 1000000, 3",
        "128, 5000, 4",
        "32, 10, 5",
        "32, 100000, 6"
    })
    void boundsHoldTheTruthAndListedValuesAreTrulyTheMostFrequent(
            int counters, int different, long seed) {
        var random = new SplittableRandom(seed);
        Map<Long, Long> truth = new HashMap<>();
        var whole = new FrequentSketch(counters);
        var left = new FrequentSketch(counters);
        var right = new FrequentSketch(counters);
        long total = 0;
        for (int i = 0; i < 300_000; i++) {
            long value = (long) Math.pow(different, random.nextDouble());
            long times = 1L + random.nextInt(3);
            add(whole, value, times);
            add(i < 100_000 ? left : right, value, times);
            truth.merge(value, times, Long::sum);
            total += times;
        }
        left.merge(right);
        check(whole, truth, total, counters);
        check(left, truth, total, counters);
    }

    private static void check(
            FrequentSketch sketch, Map<Long, Long> truth, long total, int counters) {
        var items = sketch.top(20);
        assertThat(items).hasSizeGreaterThanOrEqualTo(Math.min(20, counters / 64));
        Set<Long> listed = new HashSet<>();
        long least = Long.MAX_VALUE;
        for (var item : items) {
            long value = Long.parseLong(new String(item.text(), StandardCharsets.US_ASCII));
            assertThat(truth.get(value)).isBetween(item.lower(), item.upper());
            assertThat(item.estimate()).isBetween(item.lower(), item.upper());
            assertThat(item.upper() - item.lower()).isLessThanOrEqualTo(total * 7 / 2 / counters);
            listed.add(value);
            least = Math.min(least, item.upper());
        }
        assertThat(listed).hasSameSizeAs(items);
        if (items.size() < 20) {
            long most =
                    truth.entrySet().stream()
                            .filter(count -> !listed.contains(count.getKey()))
                            .mapToLong(Map.Entry::getValue)
                            .max()
                            .orElse(0);
            assertThat(most).isLessThanOrEqualTo(least);
        }
        assertThat(items).isSortedAccordingTo(Comparator.comparingLong(item -> -item.estimate()));
        assertThat(sketch.textsKept()).isBetween(items.size(), 2 * counters);
    }

    private static void add(FrequentSketch sketch, long value, long times) {
        long hash = value * 0x9E3779B97F4A7C15L;
        if (!sketch.isKnown(hash)) {
            sketch.name(hash, Long.toString(value).getBytes(StandardCharsets.US_ASCII));
        }
        sketch.add(hash, times);
    }

    @Test
    void whatWasLeftOutOfPartsIsAddedUp() {
        var sketch = new FrequentSketch(32);
        add(sketch, 1, 100);
        sketch.miss(10);
        var other = new FrequentSketch(32);
        add(other, 1, 50);
        other.miss(5);
        sketch.merge(other);
        assertThat(sketch.top(5))
                .singleElement()
                .satisfies(item -> assertThat(item.lower()).isEqualTo(150))
                .satisfies(item -> assertThat(item.upper()).isEqualTo(165));
    }

    @Test
    void whatWasLeftOutWidensTheUpperBounds() {
        var sketch = new FrequentSketch(32);
        add(sketch, 1, 100);
        add(sketch, 2, 7);
        sketch.miss(10);
        assertThat(sketch.top(5))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.lower()).isEqualTo(100);
                    assertThat(item.upper()).isEqualTo(110);
                });
    }

    @ParameterizedTest(name = "{0} counters, {1} values, seed {2}")
    @CsvSource({"32, 0, 1", "32, 1, 2", "32, 20, 3", "32, 5000, 4", "2048, 100000, 5"})
    void whatWasWrittenIsReadBack(int counters, int values, long seed) {
        var sketch = random(counters, values, seed);
        sketch.miss(3);
        byte[] bytes = StateBytes.of(sketch::write);
        var read = FrequentSketch.read(counters, 20, new ByteReader(bytes));
        assertThat(read.unlisted()).isEqualTo(sketch.unlisted());
        assertSameItems(read, sketch);
        assertThat(StateBytes.of(read::write)).isEqualTo(bytes);
        var twice = FrequentSketch.read(counters, 20, new ByteReader(bytes));
        twice.merge(random(counters, 500, seed + 1));
        sketch.merge(random(counters, 500, seed + 1));
        assertThat(twice.unlisted()).isGreaterThanOrEqualTo(3);
        byte[] again = StateBytes.of(twice::write);
        var last = FrequentSketch.read(counters, 20, new ByteReader(again));
        assertSameItems(last, twice);
        assertThat(StateBytes.of(last::write)).isEqualTo(again);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void boundsHoldTheTruthAfterReadingParts(long seed) {
        var random = new SplittableRandom(seed);
        Map<Long, Long> truth = new HashMap<>();
        var whole = new FrequentSketch(64);
        for (int part = 0; part < 20; part++) {
            var sketch = new FrequentSketch(64);
            for (int i = 0; i < 2000; i++) {
                long value = (long) Math.pow(3000, random.nextDouble());
                add(sketch, value, 1);
                truth.merge(value, 1L, Long::sum);
            }
            byte[] bytes = StateBytes.of(sketch::write);
            whole.merge(FrequentSketch.read(64, 20, new ByteReader(bytes)));
        }
        var items = whole.top(20);
        assertThat(items).isNotEmpty();
        for (var item : items) {
            long value = Long.parseLong(new String(item.text(), StandardCharsets.US_ASCII));
            assertThat(truth.get(value)).isBetween(item.lower(), item.upper());
        }
    }

    @Test
    void bytesOfAStrangerAreRefusedOrMakeAState() {
        var sketch = random(32, 3000, 1);
        StateBytes.survives(
                StateBytes.of(sketch::write),
                in -> {
                    var read = FrequentSketch.read(32, 20, in);
                    read.top(20);
                    read.merge(sketch);
                    read.merge(read);
                    add(read, 7, 5);
                    read.top(20);
                });
    }

    private static FrequentSketch random(int counters, int values, long seed) {
        var random = new SplittableRandom(seed);
        var sketch = new FrequentSketch(counters);
        for (int i = 0; i < values; i++) {
            add(sketch, (long) Math.pow(1000, random.nextDouble()), 1L + random.nextInt(3));
        }
        return sketch;
    }

    private static void assertSameItems(FrequentSketch one, FrequentSketch other) {
        var items = one.top(1000);
        var others = other.top(1000);
        assertThat(items).hasSameSizeAs(others);
        for (int i = 0; i < items.size(); i++) {
            assertThat(items.get(i)).usingRecursiveComparison().isEqualTo(others.get(i));
        }
    }
}
