package dev.interim.engine.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// All eight lanes in a register; where registers have four, the lower ones first, then the others.
///
/// Loops are in one method each, because vectors that leave a method become objects. Lanes are
/// added outside of vectors, which promise no order.
final class VectorSums implements Sums {
    private static final VectorSpecies<Double> SPECIES =
            DoubleVector.SPECIES_PREFERRED.length() >= Lanes.COUNT
                    ? DoubleVector.SPECIES_512
                    : DoubleVector.SPECIES_256;

    VectorSums() {}

    @Override
    public Extent extent(double[] values, int length) {
        int whole = Lanes.whole(length);
        double[] sums = new double[Lanes.COUNT];
        var least = DoubleVector.broadcast(SPECIES, Double.POSITIVE_INFINITY);
        var most = DoubleVector.broadcast(SPECIES, Double.NEGATIVE_INFINITY);
        int zeros = 0;
        int negatives = 0;
        for (int lane = 0; lane < Lanes.COUNT; lane += SPECIES.length()) {
            var sum = DoubleVector.zero(SPECIES);
            for (int i = lane; i < whole; i += Lanes.COUNT) {
                var value = DoubleVector.fromArray(SPECIES, values, i);
                sum = sum.add(value);
                // min and max take twice as long: they care about NaN and -0.0
                least = least.blend(value, value.lt(least));
                most = most.blend(value, most.lt(value));
                zeros += value.eq(0).trueCount();
                negatives += value.lt(0).trueCount();
            }
            sum.intoArray(sums, lane);
        }
        double min = least.reduceLanes(VectorOperators.MIN);
        double max = most.reduceLanes(VectorOperators.MAX);
        return new Extent(Lanes.total(sums), min, max, zeros, negatives)
                .with(values, whole, length);
    }

    @Override
    public Powers squares(double[] values, int length, double centre) {
        int whole = Lanes.whole(length);
        var lanes = new Lanes();
        for (int lane = 0; lane < Lanes.COUNT; lane += SPECIES.length()) {
            var first = DoubleVector.zero(SPECIES);
            var second = first;
            for (int i = lane; i < whole; i += Lanes.COUNT) {
                var difference = DoubleVector.fromArray(SPECIES, values, i).sub(centre);
                first = first.add(difference);
                second = second.add(difference.mul(difference));
            }
            first.intoArray(lanes.first, lane);
            second.intoArray(lanes.second, lane);
        }
        return lanes.total().withSquares(values, whole, length, centre);
    }

    @Override
    public Powers powers(double[] values, int length, double centre) {
        int whole = Lanes.whole(length);
        var lanes = new Lanes();
        for (int lane = 0; lane < Lanes.COUNT; lane += SPECIES.length()) {
            var first = DoubleVector.zero(SPECIES);
            var second = first;
            var third = first;
            var fourth = first;
            for (int i = lane; i < whole; i += Lanes.COUNT) {
                var difference = DoubleVector.fromArray(SPECIES, values, i).sub(centre);
                var square = difference.mul(difference);
                first = first.add(difference);
                second = second.add(square);
                third = third.add(square.mul(difference));
                fourth = fourth.add(square.mul(square));
            }
            first.intoArray(lanes.first, lane);
            second.intoArray(lanes.second, lane);
            third.intoArray(lanes.third, lane);
            fourth.intoArray(lanes.fourth, lane);
        }
        return lanes.total().withPowers(values, whole, length, centre);
    }
}
