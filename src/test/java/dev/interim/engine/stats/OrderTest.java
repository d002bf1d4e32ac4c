package dev.interim.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.fixture.Batches;
import dev.interim.fixture.StateBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderTest {

    @ParameterizedTest
    @CsvSource({
        "1 2 2 3, ASCENDING, 2, 0, 1",
        "3 2 1, DESCENDING, 0, 2, 0",
        "5 5 5, CONSTANT, 0, 0, 2",
        "1 2 1, NONE, 1, 1, 0",
        "-1 0, ASCENDING, 1, 0, 0",
        "-1e300 -1 -1e-300 0 4.9e-324 1e300, ASCENDING, 5, 0, 0",
        "-0.0 0 -0.0, CONSTANT, 0, 0, 2"
    })
    void numbersStandInOrderHoweverTheyAreCut(
            String text, Snapshot.Direction direction, long ups, long downs, long ties) {
        double[] values = Arrays.stream(text.split(" ")).mapToDouble(Double::valueOf).toArray();
        for (int cut = 0; cut <= values.length; cut++) {
            var order = numbers(Arrays.copyOf(values, cut));
            order.merge(numbers(Arrays.copyOfRange(values, cut, values.length)));
            assertThat(order.snapshot()).isEqualTo(new Snapshot.Order(direction, ups, downs, ties));
        }
    }

    @Test
    void fewerThanTwoValuesHaveNoOrder() {
        assertThat(new Order().snapshot()).isNull();
        assertThat(numbers().snapshot()).isNull();
        var one = numbers(5);
        assertThat(one.snapshot()).isNull();
        one.merge(numbers());
        assertThat(one.snapshot()).isNull();
        assertThat(again(again(new Order())).snapshot()).isNull();
    }

    @Test
    void aBatchWithoutValuesForgetsTheOneBefore() {
        var order = numbers(1, 2);
        order.take(new double[0], 0);
        assertThat(order.snapshot()).isNull();
        order.take(new long[] {3, 2, 7}, 2);
        assertThat(order.snapshot().direction()).isEqualTo(Snapshot.Direction.DESCENDING);
        order.take(Batches.of("1"), Batches.of("1").column(0));
        assertThat(order.snapshot()).isNull();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void mergingAnyPartsEqualsTakingTheWhole(long seed) {
        var random = new SplittableRandom(seed);
        for (int run = 0; run < 300; run++) {
            int size = random.nextInt(40);
            long[] instants = random.longs(size, -3, 4).toArray();
            instants = Arrays.stream(instants).map(v -> v * 0x1234_5678_9ABCL).toArray();
            double[] numbers = Arrays.stream(instants).mapToDouble(v -> v / 7.0).toArray();
            List<String> texts = new ArrayList<>();
            for (long instant : instants) {
                String tail = "x".repeat((int) Math.floorMod(instant, 3L));
                texts.add(random.nextInt(4) == 0 ? "7" : "a".repeat(199) + tail + "é");
            }
            var merged = List.of(new Order(), new Order(), new Order());
            for (int from = 0; from <= size; ) {
                int to = Math.min(size, from + random.nextInt(6));
                merged.get(0).merge(numbers(Arrays.copyOfRange(numbers, from, to)));
                merged.get(1).merge(instants(Arrays.copyOfRange(instants, from, to)));
                merged.get(2).merge(texts(texts.subList(from, to)));
                from = from == size ? size + 1 : to;
            }
            var wholes = List.of(numbers(numbers), instants(instants), texts(texts));
            for (int family = 0; family < 3; family++) {
                assertThat(merged.get(family).snapshot()).isEqualTo(wholes.get(family).snapshot());
                assertThat(StateBytes.of(merged.get(family)::write))
                        .isEqualTo(StateBytes.of(wholes.get(family)::write));
                again(wholes.get(family));
            }
        }
    }

    @Test
    void textsAreComparedByTheir200FirstBytesWithoutASign() {
        assertThat(texts(List.of("a", "é")).snapshot().ups()).isEqualTo(1);
        assertThat(texts(List.of("a", "1", "ab")).snapshot())
                .isEqualTo(new Snapshot.Order(Snapshot.Direction.ASCENDING, 1, 0, 0));
        String start = "x".repeat(200);
        assertThat(texts(List.of(start + "b", start + "a")).snapshot().ties()).isEqualTo(1);
    }

    @Test
    void bytesOfAStrangerAreRefusedOrMakeAState() {
        var order = texts(List.of("abc", "b", "a"));
        StateBytes.survives(
                StateBytes.of(order::write),
                in -> {
                    var read = new Order();
                    read.read(in);
                    read.merge(order);
                    assertThat(read.snapshot()).isNotNull();
                    var other = texts(List.of("x"));
                    other.merge(read);
                    other.snapshot();
                });
    }

    private static Order numbers(double... values) {
        var order = new Order();
        order.take(values, values.length);
        return order;
    }

    private static Order instants(long... values) {
        var order = new Order();
        order.take(values, values.length);
        return order;
    }

    private static Order texts(List<String> values) {
        var order = new Order();
        var batch = Batches.of(values);
        order.take(batch, batch.column(0));
        return order;
    }

    private static Order again(Order order) {
        byte[] bytes = StateBytes.of(order::write);
        var read = new Order();
        read.read(new ByteReader(bytes));
        assertThat(read.snapshot()).isEqualTo(order.snapshot());
        assertThat(StateBytes.of(read::write)).isEqualTo(bytes);
        return read;
    }
}
