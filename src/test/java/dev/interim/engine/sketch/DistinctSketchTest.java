package dev.interim.engine.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

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
}
