package dev.interim.engine.stats;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How pairs of numeric columns vary together: for each pair the count, the means, the squares and
/// the product of differences from the means, over the rows where both are numbers.
///
/// At most 50 columns take part, the first that have numbers; a column that had no place in a batch
/// is left out for good. A batch is taken in two passes (means first), parts merge by the pairwise
/// formula (Schubert, Gertz, *Numerically Stable Parallel Computation of (Co-)Variance*, 2018).
/// Merging parts equals taking the whole up to rounding. One owner.
final class CoMoments {
    private static final int MOST_COLUMNS = 50;

    /// Beyond this share of their squares, differences from a mean say more of the mean.
    private static final double FAR = 0.99;

    private static final byte INTEGER = Kind.INTEGER.code();
    private static final byte DECIMAL = Kind.DECIMAL.code();

    /// One pair, of which the first column is the one further left.
    private static final class Pair {
        private long count;
        private double meanX;
        private double meanY;
        private double squaresX;
        private double squaresY;
        private double products;

        private void merge(Pair other) {
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
    }

    // Keys are x × 2^32 + y, places of columns.
    private final Map<Long, Pair> pairs = new TreeMap<>();

    /// Places of columns that take part, and whether they still do.
    private final Map<Integer, Boolean> columns = new TreeMap<>();

    // of the batch that is being taken: for each column a number for each row, 0 where there is
    // none
    private double[][] numbers = new double[0][];
    private double[][] present = new double[0][];
    private final double[] means = new double[MOST_COLUMNS];
    private final double[] sums = new double[MOST_COLUMNS];
    private final double[] squares = new double[MOST_COLUMNS];

    CoMoments() {}

    /// Forgets what was there and takes the numbers of the batch.
    ///
    /// @param width how many columns the batch has
    void take(Batch batch, int width) {
        pairs.clear();
        columns.clear();
        var taken = new ArrayList<Integer>();
        for (int place = 0; place < width; place++) {
            if (batch.column(place).numberCount() > 0) {
                boolean hasPlace = taken.size() < MOST_COLUMNS;
                columns.put(place, hasPlace);
                if (hasPlace) {
                    spread(batch, batch.column(place), taken.size());
                    sumUp(taken.size(), batch.rows());
                    taken.add(place);
                }
            }
        }
        for (int x = 0; x < taken.size(); x++) {
            for (int y = x + 1; y < taken.size(); y++) {
                boolean isFull = isFull(batch, taken.get(x)) && isFull(batch, taken.get(y));
                var pair = isFull ? full(x, y, batch.rows()) : partial(x, y, batch.rows());
                if (pair.count > 0) {
                    settle(pair, batch, taken.get(x), taken.get(y), firstOfBoth(x, y));
                    pairs.put(key(taken.get(x), taken.get(y)), pair);
                }
            }
        }
    }

    /// Means of equal numbers are exactly that number, so that they do not vary from batch to
    /// batch.
    private void settle(Pair pair, Batch batch, int x, int y, int first) {
        if (pair.squaresX == 0) {
            pair.meanX = number(batch.column(x), batch.rows(), first);
        }
        if (pair.squaresY == 0) {
            pair.meanY = number(batch.column(y), batch.rows(), first);
        }
    }

    /// The first row where two columns have a number; there is such a row.
    private int firstOfBoth(int x, int y) {
        int row = 0;
        while (present[x][row] * present[y][row] == 0) {
            row++;
        }
        return row;
    }

    /// The number that a column has in a row; it has one.
    private static double number(Column column, int rows, int wanted) {
        int number = 0;
        int i = 0;
        while (row(column, rows, i) < wanted) {
            number += isNumber(column.kinds()[i++]) ? 1 : 0;
        }
        return column.numbers()[number];
    }

    private static int row(Column column, int rows, int i) {
        return column.rows() == rows ? i : column.putRows()[i];
    }

    private static boolean isNumber(byte kind) {
        return kind == INTEGER || kind == DECIMAL;
    }

    private static boolean isFull(Batch batch, int place) {
        return batch.column(place).numberCount() == batch.rows();
    }

    private static long key(int x, int y) {
        return (long) x << Integer.SIZE | y;
    }

    /// Puts the numbers of a column, less their mean, beside their rows.
    private void spread(Batch batch, Column column, int slot) {
        if (numbers.length == slot) {
            numbers = Arrays.copyOf(numbers, slot + 1);
            present = Arrays.copyOf(present, slot + 1);
            numbers[slot] = new double[0];
            present[slot] = new double[0];
        }
        int rows = batch.rows();
        if (numbers[slot].length < rows) {
            numbers[slot] = new double[rows + rows / 8];
            present[slot] = new double[rows + rows / 8];
        }
        double mean = mean(column);
        means[slot] = mean;
        Arrays.fill(numbers[slot], 0, rows, 0);
        Arrays.fill(present[slot], 0, rows, 0);
        byte[] kinds = column.kinds();
        int number = 0;
        for (int i = 0; i < column.rows(); i++) {
            if (isNumber(kinds[i])) {
                int row = row(column, rows, i);
                numbers[slot][row] = column.numbers()[number++] - mean;
                present[slot][row] = 1;
            }
        }
    }

    private void sumUp(int slot, int rows) {
        double sum = 0;
        double square = 0;
        double[] differences = numbers[slot];
        for (int row = 0; row < rows; row++) {
            sum += differences[row];
            square += differences[row] * differences[row];
        }
        sums[slot] = sum;
        squares[slot] = square;
    }

    /// The mean up to rounding; of equal numbers exactly that number, so that they do not vary.
    private static double mean(Column column) {
        double mean = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < column.numberCount(); i++) {
            double number = column.numbers()[i];
            mean += number / column.numberCount();
            least = Math.min(least, number);
            most = Math.max(most, number);
        }
        return Math.clamp(mean, least, most);
    }

    /// A pair of columns that have a number in every row: what they do alone is known.
    private Pair full(int x, int y, int rows) {
        double[] xs = numbers[x];
        double[] ys = numbers[y];
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
        return pair(
                x, y, rows, new double[] {sums[x], sums[y], squares[x], squares[y], even + odd});
    }

    /// A pair of columns of which one lacks numbers: mostly one look at each row is enough.
    private Pair partial(int x, int y, int rows) {
        double[] xs = numbers[x];
        double[] ys = numbers[y];
        double[] inX = present[x];
        double[] inY = present[y];
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
                ? pair(x, y, (long) count, new double[] {sumX, sumY, squaresX, squaresY, products})
                : apart(x, y, rows);
    }

    /// The same where the rows that count lie far from the mean of all: they have a centre of their
    /// own, which starts from the first of them.
    private Pair apart(int x, int y, int rows) {
        double[] both = new double[rows];
        int first = rows;
        for (int row = rows - 1; row >= 0; row--) {
            both[row] = present[x][row] * present[y][row];
            first = both[row] > 0 ? row : first;
        }
        if (first == rows) {
            return new Pair();
        }
        double count = Arrays.stream(both).sum();
        double centreX = centre(numbers[x], both, first, count);
        double centreY = centre(numbers[y], both, first, count);
        var sums = sums(x, y, both, centreX, centreY);
        var pair = pair(x, y, (long) count, sums);
        pair.meanX += centreX;
        pair.meanY += centreY;
        return pair;
    }

    private static double centre(double[] values, double[] both, int first, double count) {
        double sum = 0;
        for (int row = first; row < both.length; row++) {
            sum += (values[row] - values[first]) * both[row];
        }
        return values[first] + sum / count;
    }

    private double[] sums(int x, int y, double[] both, double centreX, double centreY) {
        double[] xs = numbers[x];
        double[] ys = numbers[y];
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

    private Pair pair(int x, int y, long count, double... sums) {
        var pair = new Pair();
        if (count > 0) {
            pair.count = count;
            pair.meanX = means[x] + sums[0] / count;
            pair.meanY = means[y] + sums[1] / count;
            pair.squaresX = Math.max(0, sums[2] - sums[0] * sums[0] / count);
            pair.squaresY = Math.max(0, sums[3] - sums[1] * sums[1] / count);
            pair.products = sums[4] - sums[0] * sums[1] / count;
        }
        return pair;
    }

    /// Adds what the other has seen; the other stays as it is.
    ///
    /// @param places where each column of the other stands here
    void merge(CoMoments other, int... places) {
        other.columns.forEach((place, takesPart) -> {
            boolean hasPlace = columns.containsKey(places[place]) || taking() < MOST_COLUMNS;
            columns.merge(places[place], takesPart && hasPlace, Boolean::logicalAnd);
        });
        other.pairs.forEach((key, pair) -> {
            int x = places[(int) (key >>> Integer.SIZE)];
            int y = places[key.intValue()];
            add(x, y, pair);
        });
        pairs.keySet()
                .removeIf(key ->
                        !takesPart((int) (key >>> Integer.SIZE)) || !takesPart(key.intValue()));
    }

    private long taking() {
        return columns.values().stream().filter(takesPart -> takesPart).count();
    }

    private boolean takesPart(int place) {
        return columns.getOrDefault(place, false);
    }

    private void add(int x, int y, Pair pair) {
        var mine = pairs.computeIfAbsent(key(Math.min(x, y), Math.max(x, y)), key -> new Pair());
        mine.merge(x < y ? pair : turned(pair));
    }

    private static Pair turned(Pair pair) {
        var turned = new Pair();
        turned.count = pair.count;
        turned.meanX = pair.meanY;
        turned.meanY = pair.meanX;
        turned.squaresX = pair.squaresY;
        turned.squaresY = pair.squaresX;
        turned.products = pair.products;
        return turned;
    }

    void write(ByteWriter out) {
        out.integer(columns.size());
        columns.forEach((place, takesPart) -> {
            out.integer(place);
            out.flag(takesPart);
        });
        out.integer(pairs.size());
        pairs.forEach((key, pair) -> {
            out.number(key);
            out.number(pair.count);
            out.real(pair.meanX);
            out.real(pair.meanY);
            out.real(pair.squaresX);
            out.real(pair.squaresY);
            out.real(pair.products);
        });
    }

    /// @param width how many columns there are
    void read(ByteReader in, int width) {
        int size = in.integer(width);
        for (int i = 0; i < size; i++) {
            columns.put(in.integer(width - 1), in.flag());
        }
        in.check(columns.size() == size && taking() <= MOST_COLUMNS);
        int pairCount = in.integer(MOST_COLUMNS * MOST_COLUMNS);
        for (int i = 0; i < pairCount; i++) {
            long key = in.number();
            int x = (int) (key >>> Integer.SIZE);
            int y = (int) key;
            in.check(x >= 0 && x < y && takesPart(x) && takesPart(y));
            var pair = new Pair();
            pair.count = in.count();
            in.check(pair.count > 0);
            pair.meanX = in.real();
            pair.meanY = in.real();
            pair.squaresX = in.real();
            pair.squaresY = in.real();
            pair.products = in.real();
            pairs.put(key, pair);
        }
    }

    /// The matrices of the columns that take part; `null` when fewer than two do.
    ///
    /// @param names of all columns
    Snapshot.@Nullable Correlations snapshot(List<String> names) {
        var places = new ArrayList<Integer>();
        columns.forEach((place, takesPart) -> {
            if (takesPart) {
                places.add(place);
            }
        });
        if (places.size() < 2) {
            return null;
        }
        var rows = new ArrayList<Snapshot.Correlation>();
        for (int x = 0; x < places.size(); x++) {
            for (int y = x + 1; y < places.size(); y++) {
                var pair = pairs.get(key(places.get(x), places.get(y)));
                if (pair != null) {
                    rows.add(correlation(names.get(places.get(x)), names.get(places.get(y)), pair));
                }
            }
        }
        return new Snapshot.Correlations(places.stream().map(names::get).toList(), rows);
    }

    private static Snapshot.Correlation correlation(String x, String y, Pair pair) {
        double covariance = pair.products / (pair.count - 1);
        boolean vary = hasSpread(pair.squaresX) && hasSpread(pair.squaresY);
        double pearson = pair.products / (Math.sqrt(pair.squaresX) * Math.sqrt(pair.squaresY));
        return new Snapshot.Correlation(
                x,
                y,
                pair.count,
                pair.count < 2 ? null : Numbers.finite(covariance),
                vary && !Double.isNaN(pearson) ? Math.clamp(pearson, -1.0, 1.0) : null);
    }

    /// Whether a sum of squares is neither none nor too large.
    private static boolean hasSpread(double squares) {
        return squares > 0 && squares < Double.POSITIVE_INFINITY;
    }
}
