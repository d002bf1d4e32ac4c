package dev.interim.engine.simd;

/// Adds up many numbers, in the same order on every machine: rounding makes no difference between
/// one way and the other.
///
/// Number `i` goes into lane `i % 8`, as long as there are eight; then the lanes are added in
/// pairs, pairs of pairs and so on; then come the last numbers, one by one. No product is fused
/// with its addition. The numbers are finite, none of them is `-0.0`; sums may overflow. No state:
/// may be shared.
public sealed interface Sums permits ScalarSums, VectorSums {
    /// The sum, the extremes and how many are zero or negative.
    Extent extent(double[] values, int length);

    /// The sums of the differences from the centre and of their squares; the others are 0.
    Powers squares(double[] values, int length, double centre);

    /// The sums of the first four powers of the differences from the centre.
    Powers powers(double[] values, int length, double centre);

    /// The faster way on this machine.
    static Sums fastest() {
        return Simd.hasWideVectors() ? new VectorSums() : new ScalarSums();
    }

    /// From where to where numbers go.
    ///
    /// @param min infinite where there are none
    /// @param max minus infinite where there are none
    record Extent(double sum, double min, double max, int zeros, int negatives) {
        /// With the numbers in `[from, to)`, one by one.
        Extent with(double[] values, int from, int to) {
            double all = sum;
            double least = min;
            double most = max;
            int zero = zeros;
            int below = negatives;
            for (int i = from; i < to; i++) {
                double value = values[i];
                all += value;
                least = Math.min(least, value);
                most = Math.max(most, value);
                zero += value == 0 ? 1 : 0;
                below += value < 0 ? 1 : 0;
            }
            return new Extent(all, least, most, zero, below);
        }
    }

    /// Sums of powers of differences, the first power to the fourth.
    record Powers(double differences, double squares, double cubes, double fourths) {
        /// With the numbers in `[from, to)`, one by one; cubes and fourths stay as they are.
        Powers withSquares(double[] values, int from, int to, double centre) {
            double first = differences;
            double second = squares;
            for (int i = from; i < to; i++) {
                double difference = values[i] - centre;
                first += difference;
                second += difference * difference;
            }
            return new Powers(first, second, cubes, fourths);
        }

        /// With the numbers in `[from, to)`, one by one.
        Powers withPowers(double[] values, int from, int to, double centre) {
            double first = differences;
            double second = squares;
            double third = cubes;
            double fourth = fourths;
            for (int i = from; i < to; i++) {
                double difference = values[i] - centre;
                double square = difference * difference;
                first += difference;
                second += square;
                third += square * difference;
                fourth += square * square;
            }
            return new Powers(first, second, third, fourth);
        }
    }
}
