package dev.interim.engine.simd;

/// The eight lanes that [Sums] adds in, for each power.
final class Lanes {
    static final int COUNT = 8;

    final double[] first = new double[COUNT];
    final double[] second = new double[COUNT];
    final double[] third = new double[COUNT];
    final double[] fourth = new double[COUNT];

    Lanes() {}

    /// How many of so many numbers go into lanes.
    static int whole(int length) {
        return length & -COUNT;
    }

    static double total(double[] lanes) {
        return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3]))
                + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
    }

    Sums.Powers total() {
        return new Sums.Powers(total(first), total(second), total(third), total(fourth));
    }
}
