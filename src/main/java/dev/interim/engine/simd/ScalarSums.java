package dev.interim.engine.simd;

/// Number by number.
///
/// Differences go through the numbers once for every two lanes: no more sums fit into registers,
/// and fewer would wait for each other.
final class ScalarSums implements Sums {
    ScalarSums() {}

    @Override
    public Extent extent(double[] values, int length) {
        int whole = Lanes.whole(length);
        double least0 = Double.POSITIVE_INFINITY;
        double least1 = Double.POSITIVE_INFINITY;
        double most0 = Double.NEGATIVE_INFINITY;
        double most1 = Double.NEGATIVE_INFINITY;
        int zeros = 0;
        int negatives = 0;
        for (int i = 0; i < whole; i += 2) {
            double a = values[i];
            double b = values[i + 1];
            least0 = a < least0 ? a : least0;
            least1 = b < least1 ? b : least1;
            most0 = a > most0 ? a : most0;
            most1 = b > most1 ? b : most1;
            zeros += (a == 0 ? 1 : 0) + (b == 0 ? 1 : 0);
            negatives += (a < 0 ? 1 : 0) + (b < 0 ? 1 : 0);
        }
        double min = Math.min(least0, least1);
        double max = Math.max(most0, most1);
        return new Extent(sum(values, whole), min, max, zeros, negatives)
                .with(values, whole, length);
    }

    private static double sum(double[] values, int whole) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        double sum4 = 0;
        double sum5 = 0;
        double sum6 = 0;
        double sum7 = 0;
        for (int i = 0; i < whole; i += Lanes.COUNT) {
            sum0 += values[i];
            sum1 += values[i + 1];
            sum2 += values[i + 2];
            sum3 += values[i + 3];
            sum4 += values[i + 4];
            sum5 += values[i + 5];
            sum6 += values[i + 6];
            sum7 += values[i + 7];
        }
        return Lanes.total(new double[] {sum0, sum1, sum2, sum3, sum4, sum5, sum6, sum7});
    }

    @Override
    public Powers squares(double[] values, int length, double centre) {
        int whole = Lanes.whole(length);
        var lanes = new Lanes();
        for (int lane = 0; lane < Lanes.COUNT; lane += 2) {
            addSquares(values, whole, centre, lanes, lane);
        }
        return lanes.total().withSquares(values, whole, length, centre);
    }

    /// Fills this lane and the next.
    private static void addSquares(
            double[] values, int whole, double centre, Lanes lanes, int lane) {
        double difference0 = 0;
        double difference1 = 0;
        double square0 = 0;
        double square1 = 0;
        for (int i = lane; i < whole; i += Lanes.COUNT) {
            double a = values[i] - centre;
            double b = values[i + 1] - centre;
            difference0 += a;
            difference1 += b;
            square0 += a * a;
            square1 += b * b;
        }
        lanes.first[lane] = difference0;
        lanes.first[lane + 1] = difference1;
        lanes.second[lane] = square0;
        lanes.second[lane + 1] = square1;
    }

    @Override
    public Powers powers(double[] values, int length, double centre) {
        int whole = Lanes.whole(length);
        var lanes = new Lanes();
        for (int lane = 0; lane < Lanes.COUNT; lane += 2) {
            addPowers(values, whole, centre, lanes, lane);
        }
        return lanes.total().withPowers(values, whole, length, centre);
    }

    /// Fills this lane and the next.
    private static void addPowers(
            double[] values, int whole, double centre, Lanes lanes, int lane) {
        double difference0 = 0;
        double difference1 = 0;
        double square0 = 0;
        double square1 = 0;
        double cube0 = 0;
        double cube1 = 0;
        double fourth0 = 0;
        double fourth1 = 0;
        for (int i = lane; i < whole; i += Lanes.COUNT) {
            double a = values[i] - centre;
            double b = values[i + 1] - centre;
            double aa = a * a;
            double bb = b * b;
            difference0 += a;
            difference1 += b;
            square0 += aa;
            square1 += bb;
            cube0 += aa * a;
            cube1 += bb * b;
            fourth0 += aa * aa;
            fourth1 += bb * bb;
        }
        lanes.first[lane] = difference0;
        lanes.first[lane + 1] = difference1;
        lanes.second[lane] = square0;
        lanes.second[lane + 1] = square1;
        lanes.third[lane] = cube0;
        lanes.third[lane + 1] = cube1;
        lanes.fourth[lane] = fourth0;
        lanes.fourth[lane + 1] = fourth1;
    }
}
