package dev.interim.engine.stats;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.failure.FailureException;
import dev.interim.fixture.Batches;
import dev.interim.fixture.StateBytes;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExamplesTest {
    private static final int RUNS = 20_000;

    @Test
    void upToTenValuesAreAllExamples() {
        var examples = new Examples();
        assertThat(examples.snapshot()).isEmpty();
        add(examples, List.of("", "a", "NA"));
        assertThat(examples.snapshot()).containsExactly("a");
        add(examples, List.of());
        add(examples, List.of("", ""));
        add(examples, List.of("b", "", "c", "d", "e", "f", "g", "h", "i", "j"));
        assertThat(examples.snapshot())
                .containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
    }

    @Test
    void examplesAreDifferentValuesOfTheData() {
        var examples = new Examples();
        for (int from = 0; from < 10_000; from += 77) {
            add(examples, numbers(from, Math.min(10_000, from + 77)));
        }
        assertThat(examples.snapshot())
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allSatisfy(text -> assertThat(Integer.parseInt(text)).isBetween(0, 9_999));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 11, 1000})
    void theSameDataGivesTheSameExamplesHoweverItIsCut(int step) {
        var whole = new Examples();
        add(whole, numbers(0, 1000));
        var cut = new Examples();
        for (int from = 0; from < 1000; from += step) {
            add(cut, numbers(from, Math.min(1000, from + step)));
        }
        assertThat(StateBytes.of(cut::write)).isEqualTo(StateBytes.of(whole::write));
    }

    @ParameterizedTest(name = "of {0} values")
    @ValueSource(ints = {11, 40, 300})
    void everyValueIsChosenWithTheSameChance(int values) {
        var random = new SplittableRandom(values);
        var batch = Batches.of(numbers(0, values));
        long[] chosen = new long[values];
        for (int run = 0; run < RUNS; run++) {
            var examples = seeded(random.nextLong());
            add(examples, batch);
            examples.snapshot().forEach(text -> chosen[Integer.parseInt(text)]++);
        }
        assertIsUniform(chosen);
    }

    @ParameterizedTest(name = "{0} and {1} values, and then {2}")
    @CsvSource({
        "5, 30, 0",
        "30, 5, 0",
        "3, 4, 20",
        "5, 5, 20",
        "100, 20, 0",
        "12, 200, 0",
        "30, 40, 60",
        "200, 15, 100"
    })
    void everyValueIsChosenWithTheSameChanceAfterMerging(int left, int right, int then) {
        var random = new SplittableRandom(left * 31L + right);
        int all = left + right + then;
        var first = Batches.of(numbers(0, left));
        var second = Batches.of(numbers(left, left + right));
        var third = Batches.of(numbers(left + right, all));
        long[] chosen = new long[all];
        for (int run = 0; run < RUNS; run++) {
            var examples = seeded(random.nextLong());
            add(examples, first);
            var others = seeded(random.nextLong());
            add(others, second);
            examples.merge(others);
            add(examples, third);
            assertThat(examples.snapshot()).hasSize(Math.min(10, all)).doesNotHaveDuplicates();
            examples.snapshot().forEach(text -> chosen[Integer.parseInt(text)]++);
        }
        assertIsUniform(chosen);
    }

    /// By a chi-square test. Ten of *n* are chosen without putting back, which makes the statistic
    /// smaller by (n − 10) / (n − 1), as counts of a run depend on each other.
    private static void assertIsUniform(long... chosen) {
        int n = chosen.length;
        double expected = RUNS * Math.min(10.0, n) / n;
        double statistic =
                IntStream.range(0, n)
                                .mapToDouble(i -> Math.pow(chosen[i] - expected, 2) / expected)
                                .sum()
                        * (n - 1)
                        / (n - 10);
        double freedom = n - 1.0;
        // Wilson and Hilferty (1931), four deviations: one false alarm in 30,000
        double normal =
                (Math.cbrt(statistic / freedom) - (1 - 2 / (9 * freedom)))
                        / Math.sqrt(2 / (9 * freedom));
        assertThat(normal).as("chi-square %s of %s values", statistic, n).isBetween(-4.0, 4.0);
    }

    @ParameterizedTest(name = "{0} values")
    @ValueSource(ints = {0, 1, 9, 10, 11, 5000})
    void readingContinuesWhereWritingStopped(int values) {
        var examples = new Examples();
        add(examples, numbers(0, values));
        byte[] bytes = StateBytes.of(examples::write);
        var read = new Examples();
        read.read(new ByteReader(bytes));
        assertThat(read.snapshot()).isEqualTo(examples.snapshot());
        assertThat(StateBytes.of(read::write)).isEqualTo(bytes);
        add(read, numbers(0, 2000));
        add(examples, numbers(0, 2000));
        assertThat(StateBytes.of(read::write)).isEqualTo(StateBytes.of(examples::write));
    }

    @Test
    void theHighestRollStillHitsThePlaces() {
        // the dice whose next roll is 1, found by turning the mixing round
        long dice = unmixed(-1L) - 0x9E3779B97F4A7C15L;
        var examples = state(10, 10, 10, 0.5, dice);
        add(examples, numbers(0, 100));
        assertThat(examples.snapshot()).hasSize(10);
    }

    private static long unmixed(long z) {
        long y = unshifted(z, 31) * 0x319642B2D24D8EC3L;
        return unshifted(unshifted(y, 27) * 0x96DE1B173F119089L, 30);
    }

    private static long unshifted(long value, int bits) {
        long x = value;
        for (int done = bits; done < Long.SIZE; done += bits) {
            x = value ^ (x >>> bits);
        }
        return x;
    }

    @Test
    void aStateThatSkipsValuesBeforeItIsFullIsRefused() {
        assertThatThrownBy(() -> state(3, 3, 100, 1, 1)).isInstanceOf(FailureException.class);
        assertThatThrownBy(() -> state(3, 4, 4, 1, 1)).isInstanceOf(FailureException.class);
        assertThatThrownBy(() -> state(10, 12, 11, 0.5, 1)).isInstanceOf(FailureException.class);
        assertThatThrownBy(() -> state(10, 12, 12, 1.5, 1)).isInstanceOf(FailureException.class);
        assertThat(state(10, 12, 12, 0, 1).snapshot()).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 60})
    void bytesOfAStrangerAreRefusedOrMakeAState(int values) {
        var examples = new Examples();
        add(examples, numbers(0, values));
        var batch = Batches.of(numbers(0, 50));
        StateBytes.survives(
                StateBytes.of(examples::write),
                in -> {
                    var read = new Examples();
                    read.read(in);
                    add(read, batch);
                    read.merge(examples);
                    var other = new Examples();
                    add(other, batch);
                    other.merge(read);
                    other.merge(other);
                    add(other, batch);
                    other.snapshot();
                });
    }

    private static Examples seeded(long dice) {
        return state(0, 0, 0, 1, dice);
    }

    private static Examples state(int size, long count, long next, double threshold, long dice) {
        var examples = new Examples();
        examples.read(
                new ByteReader(
                        StateBytes.of(out -> {
                            out.octet(size);
                            for (int i = 0; i < size; i++) {
                                out.bytes("x".getBytes(US_ASCII));
                            }
                            out.number(count);
                            out.number(next);
                            out.real(threshold);
                            out.number(dice);
                        })));
        return examples;
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private static void add(Examples examples, List<String> texts) {
        add(examples, Batches.of(texts));
    }

    private static void add(Examples examples, Batch batch) {
        var column = batch.column(0);
        examples.add(
                column,
                row -> Arrays.copyOfRange(batch.bytes(), column.from()[row], column.to()[row]));
    }
}
