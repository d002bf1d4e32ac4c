package dev.interim.engine.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.failure.FailureException;
import dev.interim.fixture.StateBytes;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctSketchTest {

    @Test
    void theBoundsHoldTheTruthAsOftenAsStated() {
        int held = 0;
        int asked = 0;
        for (int seed = 1; seed <= 150; seed++) {
            var random = new SplittableRandom(seed);
            var sketch = new DistinctSketch(DistinctSketch.USUAL);
            for (int count = 1; count <= 30_000; count++) {
                sketch.add(random.nextLong());
                if (count == 300 || count == 5_000 || count == 12_000 || count == 30_000) {
                    held += sketch.lower() <= count && count <= sketch.upper() ? 1 : 0;
                    asked++;
                    assertThat(sketch.lower()).isGreaterThan(sketch.estimate() * 95 / 100);
                    assertThat(sketch.upper()).isLessThan(sketch.estimate() * 105 / 100);
                    assertThat(sketch.estimate()).isBetween(count * 92L / 100, count * 108L / 100);
                }
            }
        }
        assertThat(asked).isEqualTo(600);
        // 95.4 % of 600 are 572, with a deviation of 5
        assertThat(held).isGreaterThan(550);
    }

    @Test
    void theBoundsHoldAfterMergingOverlappingParts() {
        int held = 0;
        for (int seed = 1; seed <= 200; seed++) {
            var random = new SplittableRandom(seed);
            var left = new DistinctSketch(DistinctSketch.USUAL);
            var right = new DistinctSketch(DistinctSketch.USUAL);
            for (int i = 0; i < 12_000; i++) {
                long hash = random.nextLong();
                if (i < 8_000) {
                    left.add(hash);
                }
                if (i >= 4_000) {
                    right.add(hash);
                }
            }
            long before = right.estimate();
            left.merge(right);
            assertThat(right.estimate()).isEqualTo(before);
            held += left.lower() <= 12_000 && 12_000 <= left.upper() ? 1 : 0;
        }
        assertThat(held).isGreaterThan(180);
    }

    @Test
    void repeatedValuesChangeNothing() {
        var once = new DistinctSketch(DistinctSketch.USUAL);
        var often = new DistinctSketch(DistinctSketch.USUAL);
        var random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            long hash = random.nextLong();
            once.add(hash);
            often.add(hash);
            often.add(hash);
        }
        assertThat(often.estimate()).isEqualTo(once.estimate());
        assertThat(often.upper()).isEqualTo(once.upper());
    }

    @ParameterizedTest(name = "2^{0} registers, {1} values")
    @CsvSource({
        "12, 0",
        "12, 1",
        "12, 7",
        "12, 8",
        "12, 9",
        "12, 300",
        "12, 400",
        "12, 20000",
        "16, 6000",
        "16, 200000",
        "4, 100"
    })
    void whatWasWrittenIsReadBack(int lgRegisters, int values) {
        var sketch = added(lgRegisters, values, 1);
        byte[] bytes = StateBytes.of(sketch::write);
        var read = DistinctSketch.read(lgRegisters, new ByteReader(bytes));
        assertThat(StateBytes.of(read::write)).isEqualTo(bytes);
        assertThat(read.bounded(0, Long.MAX_VALUE)).isEqualTo(sketch.bounded(0, Long.MAX_VALUE));
        var more = added(lgRegisters, 500, 2);
        read.merge(more);
        sketch.merge(more);
        read.add(77);
        sketch.add(77);
        assertThat(read.bounded(0, Long.MAX_VALUE)).isEqualTo(sketch.bounded(0, Long.MAX_VALUE));
    }

    @Test
    void aSketchOfAnotherSizeIsRefused() {
        byte[] bytes = StateBytes.of(added(11, 1000, 1)::write);
        assertThatThrownBy(() -> DistinctSketch.read(12, new ByteReader(bytes)))
                .isInstanceOf(FailureException.class);
    }

    @ParameterizedTest(name = "{0} values")
    @ValueSource(ints = {0, 5, 100, 20_000})
    void bytesOfAStrangerAreRefusedOrMakeAState(int values) {
        var sketch = added(12, values, 1);
        StateBytes.survives(
                StateBytes.of(sketch::write),
                in -> {
                    var read = DistinctSketch.read(12, in);
                    read.bounded(10, 100);
                    read.add(5);
                    read.merge(sketch);
                    read.bounded(10, 100);
                });
    }

    @ParameterizedTest(name = "{0} values, byte {1} of the sketch is {2}")
    @CsvSource({"100, 4, 30", "100, 4, 26", "5, 4, 30", "20000, 7, 2", "20000, 3, 21", "100, 5, 8"})
    void aSketchThatClaimsToBeLargerIsRefusedBeforeRoomIsMade(int values, int place, int value) {
        byte[] bytes = StateBytes.of(added(12, values, 1)::write);
        bytes[Integer.BYTES + place] = (byte) value;
        assertThatThrownBy(() -> DistinctSketch.read(12, new ByteReader(bytes)))
                .isInstanceOf(FailureException.class);
    }

    private static DistinctSketch added(int lgRegisters, int values, long seed) {
        var sketch = new DistinctSketch(lgRegisters);
        new SplittableRandom(seed).longs(values).forEach(sketch::add);
        return sketch;
    }

    @Test
    void whatIsCertainBesidesLimitsTheBounds() {
        var sketch = added(12, 10_000, 1);
        assertThat(sketch.bounded(0, 5)).containsExactly(5, 5, 5);
        assertThat(sketch.bounded(20_000, 30_000)).containsExactly(20_000, 20_000, 20_000);
        assertThat(sketch.bounded(20, 10)).containsExactly(10, 10, 10);
        long[] free = sketch.bounded(0, Long.MAX_VALUE);
        assertThat(free).containsExactly(sketch.estimate(), sketch.lower(), sketch.upper());
    }
}
