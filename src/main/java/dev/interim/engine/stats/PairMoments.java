package dev.interim.engine.stats;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;

/// How two numeric columns vary together: the count, the means, the squares and the product of
/// differences from the means, over the rows where both are numbers.
///
/// Parts merge by the pairwise formula (Schubert, Gertz, *Numerically Stable Parallel Computation
/// of (Co-)Variance*, 2018). One owner.
final class PairMoments {
    private long count;
    private double meanX;
    private double meanY;
    private double squaresX;
    private double squaresY;
    private double products;

    /// Of no rows.
    PairMoments() {}

    /// @param count of how many rows
    /// @param centreX what the numbers of the first column differ from
    /// @param centreY what those of the second differ from
    /// @param sums of the differences of both, of the squares of both, and of the products
    PairMoments(long count, double centreX, double centreY, double... sums) {
        if (count > 0) {
            this.count = count;
            meanX = centreX + sums[0] / count;
            meanY = centreY + sums[1] / count;
            squaresX = Math.max(0, sums[2] - sums[0] * sums[0] / count);
            squaresY = Math.max(0, sums[3] - sums[1] * sums[1] / count);
            products = sums[4] - sums[0] * sums[1] / count;
        }
    }

    long count() {
        return count;
    }

    /// All numbers lie farther up.
    void move(double byX, double byY) {
        meanX += byX;
        meanY += byY;
    }

    /// Means of equal numbers are exactly that number, so that they do not vary from batch to
    /// batch.
    ///
    /// @param row where both have a number
    void settle(Differences x, Differences y, int row) {
        if (squaresX == 0) {
            meanX = x.number(row);
        }
        if (squaresY == 0) {
            meanY = y.number(row);
        }
    }

    /// Adds what the other has seen; the other stays as it is.
    void merge(PairMoments other) {
        double n = count + other.count;
        double dx = other.meanX - meanX;
        double dy = other.meanY - meanY;
        double weight = count * (other.count / n);
        squaresX += other.squaresX + dx * dx * weight;
        squaresY += other.squaresY + dy * dy * weight;
        products += other.products + dx * dy * weight;
        meanX += dx * (other.count / n);
        meanY += dy * (other.count / n);
        count += other.count;
    }

    /// The same with the second column first.
    PairMoments turned() {
        var turned = new PairMoments();
        turned.count = count;
        turned.meanX = meanY;
        turned.meanY = meanX;
        turned.squaresX = squaresY;
        turned.squaresY = squaresX;
        turned.products = products;
        return turned;
    }

    void write(ByteWriter out) {
        out.number(count);
        out.real(meanX);
        out.real(meanY);
        out.real(squaresX);
        out.real(squaresY);
        out.real(products);
    }

    static PairMoments read(ByteReader in) {
        var pair = new PairMoments();
        pair.count = in.count();
        in.check(pair.count > 0);
        pair.meanX = in.real();
        pair.meanY = in.real();
        pair.squaresX = in.real();
        pair.squaresY = in.real();
        pair.products = in.real();
        return pair;
    }

    /// @param x the name of the first column
    /// @param y the name of the second
    Snapshot.Correlation snapshot(String x, String y) {
        double covariance = products / (count - 1);
        boolean vary = hasSpread(squaresX) && hasSpread(squaresY);
        double pearson = products / (Math.sqrt(squaresX) * Math.sqrt(squaresY));
        return new Snapshot.Correlation(
                x,
                y,
                count,
                count < 2 ? null : Numbers.finite(covariance),
                vary && !Double.isNaN(pearson) ? Math.clamp(pearson, -1.0, 1.0) : null);
    }

    /// Whether a sum of squares is neither none nor too large.
    private static boolean hasSpread(double squares) {
        return squares > 0 && squares < Double.POSITIVE_INFINITY;
    }
}
