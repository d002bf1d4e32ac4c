package dev.interim.engine.stats;

import java.util.Arrays;

/// Works out how two columns of one batch vary together. No state.
final class Pairing {
    /// Beyond this share of their squares, differences from a mean say more of the mean.
    private static final double FAR = 0.99;

    private Pairing() {}

    /// The moments of the rows where both have a number.
    static PairMoments of(Differences x, Differences y) {
        var pair = x.isFull() && y.isFull() ? full(x, y) : partial(x, y);
        if (pair.count() > 0) {
            pair.settle(x, y, firstOfBoth(x.present(), y.present()));
        }
        return pair;
    }

    /// The first row where two columns have a number; there is such a row.
    private static int firstOfBoth(double[] inX, double[] inY) {
        int row = 0;
        while (inX[row] * inY[row] == 0) {
            row++;
        }
        return row;
    }

    /// A pair of columns that have a number in every row: what they do alone is known.
    private static PairMoments full(Differences x, Differences y) {
        int rows = x.rows();
        double[] xs = x.values();
        double[] ys = y.values();
        double even = 0;
        double odd = 0;
        int row = 0;
        for (; row < rows - 1; row += 2) {
            even += xs[row] * ys[row];
            odd += xs[row + 1] * ys[row + 1];
        }
        if (row < rows) {
            even += xs[row] * ys[row];
        }
        return new PairMoments(
                rows, x.mean(), y.mean(), x.sum(), y.sum(), x.squares(), y.squares(), even + odd);
    }

    /// A pair of columns of which one lacks numbers: mostly one look at each row is enough.
    private static PairMoments partial(Differences x, Differences y) {
        int rows = x.rows();
        double[] xs = x.values();
        double[] ys = y.values();
        double[] inX = x.present();
        double[] inY = y.present();
        double count = 0;
        double sumX = 0;
        double sumY = 0;
        double squaresX = 0;
        double squaresY = 0;
        double products = 0;
        for (int row = 0; row < rows; row++) {
            double dx = xs[row] * inY[row];
            double dy = ys[row] * inX[row];
            count += inX[row] * inY[row];
            sumX += dx;
            sumY += dy;
            squaresX += dx * dx;
            squaresY += dy * dy;
            products += dx * dy;
        }
        boolean isPrecise =
                sumX * sumX <= FAR * squaresX * count && sumY * sumY <= FAR * squaresY * count;
        return isPrecise
                ? new PairMoments(
                        (long) count, x.mean(), y.mean(), sumX, sumY, squaresX, squaresY, products)
                : apart(x, y);
    }

    /// The same where the rows that count lie far from the mean of all: they have a centre of their
    /// own, which starts from the first of them.
    private static PairMoments apart(Differences x, Differences y) {
        int rows = x.rows();
        double[] both = new double[rows];
        int first = rows;
        for (int row = rows - 1; row >= 0; row--) {
            both[row] = x.present()[row] * y.present()[row];
            first = both[row] > 0 ? row : first;
        }
        if (first == rows) {
            return new PairMoments();
        }
        double count = Arrays.stream(both).sum();
        double centreX = centre(x.values(), both, first, count);
        double centreY = centre(y.values(), both, first, count);
        double[] sums = sums(x.values(), y.values(), both, centreX, centreY);
        var pair = new PairMoments((long) count, x.mean(), y.mean(), sums);
        pair.move(centreX, centreY);
        return pair;
    }

    private static double centre(double[] values, double[] both, int first, double count) {
        double sum = 0;
        for (int row = first; row < both.length; row++) {
            sum += (values[row] - values[first]) * both[row];
        }
        return values[first] + sum / count;
    }

    private static double[] sums(
            double[] xs, double[] ys, double[] both, double centreX, double centreY) {
        double sumX = 0;
        double sumY = 0;
        double squaresX = 0;
        double squaresY = 0;
        double products = 0;
        for (int row = 0; row < both.length; row++) {
            double differenceX = (xs[row] - centreX) * both[row];
            double differenceY = (ys[row] - centreY) * both[row];
            sumX += differenceX;
            sumY += differenceY;
            squaresX += differenceX * differenceX;
            squaresY += differenceY * differenceY;
            products += differenceX * differenceY;
        }
        return new double[] {sumX, sumY, squaresX, squaresY, products};
    }
}
