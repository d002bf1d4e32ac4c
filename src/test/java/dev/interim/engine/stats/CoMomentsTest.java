package dev.interim.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.bytes.ByteReader;
import dev.interim.fixture.Batches;
import dev.interim.fixture.StateBytes;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoMomentsTest {
    private static final MathContext DIGITS = new MathContext(50);
    private static final List<String> XYZ = List.of("x", "y", "z");

    @Test
    void aFewRowsByHand() {
        var found =
                of(3, List.of("1", "2", "a"), List.of("2", "4", ""), List.of("3", "6", "7"))
                        .snapshot(XYZ);
        assertThat(found.columns()).containsExactly("x", "y", "z");
        assertThat(found.pairs())
                .element(0)
                .satisfies(pair -> assertThat(pair.covariance()).isEqualTo(2))
                .satisfies(pair -> assertThat(pair.pearson()).isCloseTo(1, within(1e-15)));
        assertThat(found.pairs())
                .contains(
                        new Snapshot.Correlation("x", "z", 1, null, null),
                        new Snapshot.Correlation("y", "z", 1, null, null));
    }

    @Test
    void fewerThanTwoColumnsHaveNoCorrelation() {
        assertThat(new CoMoments().snapshot(XYZ)).isNull();
        assertThat(of(2).snapshot(XYZ)).isNull();
        assertThat(of(2, List.of("1", "a")).snapshot(XYZ)).isNull();
        assertThat(of(2, List.of("1", ""), List.of("", "2")).snapshot(XYZ).pairs()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1", "1e17", "-3.3e-7", "123456.789", "1e308", "4.9e-324"})
    void aColumnThatDoesNotVaryHasNoCoefficient(String constant) {
        var random = new SplittableRandom(1);
        var merged = new CoMoments();
        for (int part = 0; part < 7; part++) {
            List<List<String>> rows = new ArrayList<>();
            for (int row = 0; row < 100 + part; row++) {
                String other = Double.toString(random.nextDouble() * 1e5);
                String rare = random.nextBoolean() ? "" : Double.toString(random.nextDouble());
                // does not vary where the last column is present
                String there = rare.isEmpty() ? "1e9" : "0.7";
                rows.add(List.of(constant, other, there, rare));
            }
            merge(merged, of(4, rows), 4);
        }
        var names = List.of("constant", "other", "there", "rare");
        for (var pair : merged.snapshot(names).pairs()) {
            boolean varies =
                    !pair.x().equals("constant")
                            && !(pair.x().equals("there") && pair.y().equals("rare"));
            assertThat(pair.pearson() != null).as("%s", pair).isEqualTo(varies);
        }
    }

    @ParameterizedTest(name = "around {0} and {1}, {2} of all missing, seed {3}")
    @CsvSource({
        "0, 0, 0, 1",
        "0, 0, 0.5, 2",
        "1e9, -1e12, 0, 3",
        "1e9, -1e12, 0.3, 4",
        "1e14, 1, 0.8, 5",
        "1e-9, 1e9, 0.3, 6"
    })
    void correlationsAgreeWithManyDigits(double a, double b, double missing, long seed) {
        var random = new SplittableRandom(seed);
        for (int run = 0; run < 20; run++) {
            var rows = rows(a, b, missing, random);
            var whole = of(3, rows);
            var merged = new CoMoments();
            for (int from = 0; from < rows.size(); ) {
                int to = Math.min(rows.size(), from + 1 + random.nextInt(60));
                merge(merged, of(3, rows.subList(from, to)), 3);
                from = to;
            }
            for (var moments : List.of(whole, merged, again(merged, 3))) {
                for (var pair : moments.snapshot(XYZ).pairs()) {
                    check(pair, rows);
                }
            }
        }
    }

    private static List<List<String>> rows(
            double a, double b, double missing, SplittableRandom random) {
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < 200; row++) {
            double common = random.nextDouble();
            boolean isMissing = random.nextDouble() < missing;
            // far from all others where one is missing
            double x = a + common + (isMissing ? 1e7 : 0);
            double y = b + common * 3 + random.nextDouble();
            rows.add(
                    List.of(
                            Double.toString(x),
                            isMissing ? "" : Double.toString(y),
                            random.nextInt(4) == 0 ? "?" : Double.toString(-common)));
        }
        return rows;
    }

    private static void check(Snapshot.Correlation found, List<List<String>> rows) {
        int x = XYZ.indexOf(found.x());
        int y = XYZ.indexOf(found.y());
        var both =
                rows.stream()
                        .filter(row -> row.get(x).length() > 1 && row.get(y).length() > 1)
                        .toList();
        double[] xs = both.stream().mapToDouble(row -> Double.parseDouble(row.get(x))).toArray();
        double[] ys = both.stream().mapToDouble(row -> Double.parseDouble(row.get(y))).toArray();
        assertThat(found.count()).isEqualTo(both.size());
        var meanX = mean(xs);
        var meanY = mean(ys);
        var products = BigDecimal.ZERO;
        var squaresX = BigDecimal.ZERO;
        var squaresY = BigDecimal.ZERO;
        for (int i = 0; i < xs.length; i++) {
            var dx = new BigDecimal(xs[i]).subtract(meanX);
            var dy = new BigDecimal(ys[i]).subtract(meanY);
            products = products.add(dx.multiply(dy), DIGITS);
            squaresX = squaresX.add(dx.pow(2), DIGITS);
            squaresY = squaresY.add(dy.pow(2), DIGITS);
        }
        double covariance =
                products.divide(BigDecimal.valueOf(xs.length - 1L), DIGITS).doubleValue();
        double spread =
                Math.sqrt(squaresX.doubleValue() * squaresY.doubleValue()) / (xs.length - 1);
        // what rounding the means of the parts costs
        double rounding =
                1e-9
                        + Math.ulp(meanX.doubleValue()) / deviation(squaresX, xs.length)
                        + Math.ulp(meanY.doubleValue()) / deviation(squaresY, ys.length);
        assertThat(found.covariance()).isCloseTo(covariance, within(spread * rounding));
        assertThat(found.pearson()).isCloseTo(covariance / spread, within(rounding));
        if (Math.abs(meanX.doubleValue()) < 1e8 && Math.abs(meanY.doubleValue()) < 1e8) {
            assertThat(found.pearson())
                    .isCloseTo(new PearsonsCorrelation().correlation(xs, ys), within(1e-9));
        }
    }

    private static double deviation(BigDecimal squares, int count) {
        return Math.sqrt(squares.doubleValue() / count);
    }

    private static BigDecimal mean(double... values) {
        var sum = BigDecimal.ZERO;
        for (double value : values) {
            sum = sum.add(new BigDecimal(value), DIGITS);
        }
        return sum.divide(BigDecimal.valueOf(values.length), DIGITS);
    }

    @Test
    void numbersTooLargeOrTooSmallHaveNoCoefficient() {
        var huge = of(2, List.of("1e300", "1"), List.of("-1e300", "2")).snapshot(XYZ).pairs();
        assertThat(huge).containsExactly(new Snapshot.Correlation("x", "y", 2, -1e300, null));
        var tiny = of(2, List.of("1e-200", "1"), List.of("2e-200", "2e10")).snapshot(XYZ).pairs();
        assertThat(tiny.getFirst().pearson()).isNull();
        assertThat(tiny.getFirst().covariance()).isCloseTo(1e-190, within(1e-199));
    }

    @Test
    void theFirst50ColumnsWithNumbersTakePart() {
        var names = IntStream.range(0, 60).mapToObj(i -> "c" + i).toList();
        var row = names.stream().map(name -> name.equals("c3") ? "x" : name.substring(1)).toList();
        var moments = of(60, row, row);
        var found = moments.snapshot(names);
        assertThat(found.columns()).hasSize(50).doesNotContain("c3", "c51").contains("c50");
        assertThat(found.pairs()).hasSize(50 * 49 / 2);
        // a column that comes later has no place, also after the batch that filled all places
        var late = new ArrayList<>(row.stream().map(value -> "x").toList());
        late.set(3, "5");
        late.set(59, "6");
        merge(moments, of(60, late), 60);
        assertThat(moments.snapshot(names).columns()).isEqualTo(found.columns());
        assertThat(again(moments, 60).snapshot(names)).isEqualTo(moments.snapshot(names));
    }

    @Test
    void columnsMayStandElsewhere() {
        var left = of(2, List.of("1", "10"), List.of("2", "30"));
        left.merge(of(2, List.of("50", "3"), List.of("60", "4")), 1, 0);
        var whole =
                of(
                        2,
                        List.of("1", "10"),
                        List.of("2", "30"),
                        List.of("3", "50"),
                        List.of("4", "60"));
        var found = left.snapshot(XYZ).pairs().getFirst();
        var wanted = whole.snapshot(XYZ).pairs().getFirst();
        assertThat(found.pearson()).isCloseTo(wanted.pearson(), within(1e-12));
        assertThat(found.covariance()).isCloseTo(wanted.covariance(), within(1e-10));
    }

    @Test
    void bytesOfAStrangerAreRefusedOrMakeAState() {
        var moments = of(3, rows(5, 6, 0.2, new SplittableRandom(1)));
        StateBytes.survives(
                StateBytes.of(moments::write),
                in -> {
                    var read = new CoMoments();
                    read.read(in, 3);
                    merge(read, moments, 3);
                    for (var pair : read.snapshot(XYZ).pairs()) {
                        assertThat(pair.pearson() == null || Double.isFinite(pair.pearson()))
                                .isTrue();
                    }
                });
    }

    private static void merge(CoMoments moments, CoMoments other, int width) {
        moments.merge(other, IntStream.range(0, width).toArray());
    }

    @SafeVarargs
    private static CoMoments of(int width, List<String>... rows) {
        List<List<String>> all = new ArrayList<>();
        for (List<String> row : rows) {
            all.add(row);
        }
        return of(width, all);
    }

    private static CoMoments of(int width, List<List<String>> rows) {
        var moments = new CoMoments();
        moments.take(Batches.fillRows(new Batch(), rows, width), width);
        return moments;
    }

    private static CoMoments again(CoMoments moments, int width) {
        byte[] bytes = StateBytes.of(moments::write);
        var read = new CoMoments();
        read.read(new ByteReader(bytes), width);
        assertThat(StateBytes.of(read::write)).isEqualTo(bytes);
        return read;
    }
}
