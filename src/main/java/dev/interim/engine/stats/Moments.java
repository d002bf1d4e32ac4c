package dev.interim.engine.stats;

import dev.interim.engine.batch.Column;
import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import dev.interim.engine.simd.Sums;

/// Count, extremes and the first four central moments of numbers.
///
/// A batch is taken in two passes (the mean first, then powers of the differences from it); parts
/// merge by the pairwise formulas of Chan, Golub and LeVeque (1979) and Pébay (2008). The centre
/// that the powers refer to is kept in two doubles: one alone would cost half of the digits of the
/// skewness of values far from zero. Merging parts equals taking the whole up to rounding.
///
/// Finite values only. One owner.
final class Moments {
    private static final Sums SUMS = Sums.fastest();

    private final boolean hasShape;
    private long count;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double centre;
    private double centreRest;
    private double m2;
    private double m3;
    private double m4;
    private long zeros;
    private long negatives;

    /// @param hasShape whether the third and the fourth moment are wanted
    Moments(boolean hasShape) {
        this.hasShape = hasShape;
    }

    /// Forgets what was there and takes the numbers of the column.
    void take(Column column) {
        double[] values = column.numbers();
        int length = column.numberCount();
        var extent = SUMS.extent(values, length);
        count = length;
        min = extent.min();
        max = extent.max();
        zeros = extent.zeros();
        negatives = extent.negatives();
        if (isBeyondDouble(column) && takeCentred(column)) {
            return;
        }
        centre = count == 0 ? 0 : extent.sum() / count;
        settle(
                hasShape
                        ? SUMS.powers(values, length, centre)
                        : SUMS.squares(values, length, centre));
    }

    private boolean isBeyondDouble(Column column) {
        return Math.max(Math.abs(min), Math.abs(max)) >= 0x1p53 && column.uniformScale() == 0;
    }

    /// Takes integers beyond 2^53 by their differences from the first of them, which are exact;
    /// answers `false` where these do not fit.
    private boolean takeCentred(Column column) {
        long[] values = column.unscaled();
        long first = values[0];
        double[] differences = new double[(int) count];
        double sum = 0;
        for (int i = 0; i < differences.length; i++) {
            long difference = values[i] - first;
            if (((values[i] ^ first) & (values[i] ^ difference)) < 0) {
                return false;
            }
            differences[i] = difference;
            sum += difference;
        }
        centre = sum / count;
        settle(
                hasShape
                        ? SUMS.powers(differences, differences.length, centre)
                        : SUMS.squares(differences, differences.length, centre));
        double rest = centreRest;
        // the first is at most two doubles
        double high = first;
        double low = first - (long) high;
        double distance = centre;
        centre = high;
        centreRest = low + rest;
        moveCentre(distance);
        return true;
    }

    /// The centre is rounded: moves the powers to the mean (the idea of Chan, Golub, LeVeque,
    /// 1983).
    private void settle(Sums.Powers powers) {
        double squares = powers.squares();
        double cubes = powers.cubes();
        double rest = count == 0 ? 0 : powers.differences() / count;
        double restSquare = rest * rest;
        centreRest = rest;
        m2 = squares - count * restSquare;
        m3 = cubes - 3 * rest * squares + 2 * count * rest * restSquare;
        m4 =
                powers.fourths()
                        - 4 * rest * cubes
                        + 6 * restSquare * squares
                        - 3 * count * restSquare * restSquare;
    }

    /// Adds what the other has seen; the other stays as it is.
    void merge(Moments other) {
        if (other.count == 0) {
            return;
        }
        if (count == 0) {
            centre = other.centre;
            centreRest = other.centreRest;
            m2 = other.m2;
            m3 = other.m3;
            m4 = other.m4;
        } else {
            mergePowers(other);
        }
        count += other.count;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        zeros += other.zeros;
        negatives += other.negatives;
    }

    private void mergePowers(Moments other) {
        double n1 = count;
        double n2 = other.count;
        double n = n1 + n2;
        double delta = (other.centre - centre) + (other.centreRest - centreRest);
        double step = delta / n;
        double square = step * step;
        double term = delta * step * n1 * n2;
        m4 +=
                other.m4
                        + term * square * (n1 * n1 - n1 * n2 + n2 * n2)
                        + 6 * square * (n1 * n1 * other.m2 + n2 * n2 * m2)
                        + 4 * step * (n1 * other.m3 - n2 * m3);
        m3 += other.m3 + term * step * (n1 - n2) + 3 * step * (n1 * other.m2 - n2 * m2);
        m2 += other.m2 + term;
        moveCentre(step * n2);
    }

    private void moveCentre(double distance) {
        double by = distance + centreRest;
        double next = centre + by;
        double back = next - centre;
        // what the addition has lost (Knuth's two-sum)
        centreRest = (centre - (next - back)) + (by - back);
        centre = next;
    }

    void write(ByteWriter out) {
        out.number(count);
        out.real(min);
        out.real(max);
        out.real(centre);
        out.real(centreRest);
        out.real(m2);
        out.real(m3);
        out.real(m4);
        out.number(zeros);
        out.number(negatives);
    }

    void read(ByteReader in) {
        count = in.count();
        min = in.real();
        max = in.real();
        in.check(count == 0 ? min > max : Double.isFinite(min) && min <= max);
        in.check(count == 0 || Double.isFinite(max));
        centre = in.real();
        centreRest = in.real();
        m2 = in.real();
        m3 = in.real();
        m4 = in.real();
        zeros = in.numberUpTo(count);
        negatives = in.numberUpTo(count - zeros);
    }

    /// The mean, given the sum; also where the sum does not fit into a `double`, as long as its
    /// batches' sums do.
    double mean(double sum) {
        double bySum = sum / count;
        double mean = Double.isFinite(bySum) ? bySum : centre + centreRest;
        // of equal values, rounding must not make another one
        return Math.min(Math.max(mean, min), max);
    }

    long count() {
        return count;
    }

    double min() {
        return min;
    }

    double max() {
        return max;
    }

    /// The second central moment times the count.
    double m2() {
        return m2;
    }

    /// The third central moment times the count.
    double m3() {
        return m3;
    }

    /// The fourth central moment times the count.
    double m4() {
        return m4;
    }

    long zeros() {
        return zeros;
    }

    long negatives() {
        return negatives;
    }
}
