package dev.interim.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.batch.Kind;
import dev.interim.fixture.Batches;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    private static final int LIMIT = 4096;

    @ParameterizedTest(name = "{0} values")
    @ValueSource(ints = {0, 1, 7, 8, 9, 63, 64, 65, 4095, 4096})
    void upToTheLimitEveryValueIsCountedExactly(int different) {
        var values = added(LIMIT, texts(0, different), texts(0, different));
        assertThat(values.distinct())
                .isEqualTo(new Snapshot.Distinct(different, different, different, true));
        assertThat(values.top(20))
                .hasSize(Math.min(20, different))
                .allMatch(top -> top.count() == 2 && top.lower() == 2 && top.upper() == 2);
    }

    @Test
    void oneValueMoreThanTheLimitIsEstimated() {
        var distinct = added(LIMIT, texts(0, LIMIT + 1)).distinct();
        assertThat(distinct.exact()).isFalse();
        assertThat(distinct.lower()).isEqualTo(LIMIT + 1);
        assertThat(distinct.estimate()).isGreaterThanOrEqualTo(distinct.lower());
        assertThat(distinct.upper()).isEqualTo(LIMIT + 1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theMostFrequentComeFirstAndAmongEqualsTheFirstInOrder(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 100; i++) {
            Map<String, Long> counts = new HashMap<>();
            List<String> texts = new ArrayList<>();
            for (int size = random.nextInt(300); size > 0; size--) {
                String text = "v" + random.nextInt(1 + random.nextInt(100));
                texts.add(text);
                counts.merge(text, 1L, Long::sum);
            }
            var wanted =
                    counts.entrySet().stream()
                            .sorted(
                                    Map.Entry.<String, Long>comparingByValue()
                                            .reversed()
                                            .thenComparing(Map.Entry.comparingByKey()))
                            .limit(20)
                            .map(e ->
                                    new Snapshot.Top(
                                            e.getKey(), e.getValue(), e.getValue(), e.getValue()))
                            .toList();
            int cut = random.nextInt(texts.size() + 1);
            var values = added(LIMIT, texts.subList(0, cut), texts.subList(cut, texts.size()));
            assertThat(values.top(20)).isEqualTo(wanted);
        }
    }

    @Test
    void aValueIsShownAsItStandsFirst() {
        var values = added(LIMIT, List.of("1.50", "1.5", "TRUE"), List.of("1.500", "true", "+1.5"));
        assertThat(values.top(20)).map(Snapshot.Top::value).containsExactly("1.50", "TRUE");
        assertThat(values.top(20)).map(Snapshot.Top::count).containsExactly(4L, 2L);
    }

    @ParameterizedTest(name = "{0} values merged with {1}, {2} of them the same")
    @CsvSource({
        "100, 100, 50",
        "0, 100, 0",
        "100, 0, 0",
        "4000, 4000, 3904",
        "4000, 4000, 3903",
        "4096, 4096, 4096",
        "4097, 4096, 4096",
        "4096, 4097, 4096",
        "10, 20000, 5",
        "20000, 10, 5",
        "20000, 30000, 10000",
        "30000, 20000, 20000",
        "4097, 4097, 0"
    })
    void mergingPartsSaysWhatTheWholeSays(int left, int right, int same) {
        List<String> first = texts(0, left);
        List<String> second = texts(left - same, left - same + right);
        var merged = added(LIMIT, first);
        var other = added(LIMIT, second);
        merged.merge(other);
        int different = left + right - same;
        if (different <= LIMIT) {
            var whole = added(LIMIT, first, second);
            assertThat(merged.distinct()).isEqualTo(whole.distinct());
            assertThat(merged.distinct().exact()).isTrue();
            assertThat(merged.top(20)).isEqualTo(whole.top(20));
        } else {
            assertThat(merged.distinct().exact()).isFalse();
            assertThat(merged.distinct().estimate())
                    .isBetween(different * 95L / 100, different * 105L / 100);
            assertBoundsHold(merged, left + right);
        }
        // the other stays as it is
        assertThat(other.distinct()).isEqualTo(added(LIMIT, second).distinct());
    }

    @ParameterizedTest(name = "skewed values of seed {0}, in one piece and in parts")
    @ValueSource(longs = {1, 2, 3})
    void frequentValuesStayWithinTheirBoundsBeyondTheLimit(long seed) {
        var random = new SplittableRandom(seed);
        Map<String, Long> truth = new HashMap<>();
        var whole = new Values(LIMIT);
        var parts = List.of(new Values(LIMIT), new Values(LIMIT), new Values(LIMIT));
        int batches = 60;
        for (int i = 0; i < batches; i++) {
            List<String> texts = new ArrayList<>();
            for (int row = 0; row < 2000; row++) {
                // about as words in a text: the second most frequent half as often as the first
                String text = "w" + (int) Math.pow(50_000, random.nextDouble());
                texts.add(text);
                truth.merge(text, 1L, Long::sum);
            }
            add(whole, texts);
            add(parts.get(i * 3 / batches), texts);
        }
        parts.getFirst().merge(parts.get(1));
        parts.getFirst().merge(parts.get(2));
        for (var values : List.of(whole, parts.getFirst())) {
            var top = values.top(20);
            assertThat(top).hasSize(20);
            for (var each : top) {
                assertThat(truth.get(each.value())).isBetween(each.lower(), each.upper());
                assertThat(each.count()).isBetween(each.lower(), each.upper());
                assertThat(each.upper() - each.lower()).isLessThan(2000L * batches / 400);
            }
            var most = truth.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
            assertThat(top.getFirst().value()).isEqualTo(most.getKey());
            assertThat(top).isSortedAccordingTo(Comparator.comparingLong(t -> -t.count()));
            assertThat((long) truth.size())
                    .isBetween(values.distinct().lower(), values.distinct().upper());
            assertBoundsHold(values, 2000L * batches);
        }
    }

    @Test
    void thereAreNeverMoreDifferentValuesThanValues() {
        for (int count = 4097; count < 60_000; count += 1111) {
            var distinct = added(LIMIT, texts(0, count)).distinct();
            assertThat(distinct.estimate()).isLessThanOrEqualTo(count);
            assertThat(distinct.upper()).isLessThanOrEqualTo(count);
            assertThat(distinct.lower()).isLessThanOrEqualTo(distinct.estimate());
        }
    }

    @Test
    void aSmallLimitKeepsFewTexts() {
        var values = new Values(64);
        int batches = 0;
        for (int i = 0; i < 50; i++) {
            add(values, texts(i * 1000, i * 1000 + 1000));
            add(values, texts(0, 3));
            batches++;
        }
        assertThat(batches).isEqualTo(50);
        assertThat(values.textsKept()).isLessThanOrEqualTo(64);
        assertBoundsHold(values, 50 * 1003);
    }

    @Test
    void aValueIsShownAsItStandsFirstAlsoAfterMerging() {
        var values = added(64, texts(0, 80), List.of());
        for (int i = 0; i < 200; i++) {
            add(values, List.of("1.50"));
        }
        values.merge(added(64, List.of("1.5"), List.of()));
        assertThat(values.top(1)).map(Snapshot.Top::value).containsExactly("1.50");
    }

    @Test
    void theValueThatIsOneTooManyIsCountedToo() {
        assertThat(added(64, texts(0, 64), texts(64, 70)).distinct().estimate()).isEqualTo(70);
        var values = added(64, texts(0, 100), List.of());
        for (int i = 0; i < 300; i++) {
            add(values, List.of("late"));
        }
        assertThat(values.top(1)).map(Snapshot.Top::value).containsExactly("late");
        assertThat(values.top(1).getFirst().count()).isBetween(300L, 310L);
    }

    @Test
    void theSameValuesInTheSameOrderGiveTheSameAnswers() {
        List<String> texts = texts(0, 30_000);
        var one = added(LIMIT, texts, texts.subList(0, 100));
        var other = added(LIMIT, texts, texts.subList(0, 100));
        assertThat(one.distinct()).isEqualTo(other.distinct());
        assertThat(one.top(20)).isEqualTo(other.top(20));
    }

    private static void assertBoundsHold(Values values, long count) {
        var distinct = values.distinct();
        assertThat(distinct.lower()).isLessThanOrEqualTo(distinct.estimate());
        assertThat(distinct.estimate()).isLessThanOrEqualTo(distinct.upper());
        assertThat(distinct.upper()).isLessThanOrEqualTo(count);
        assertThat(values.top(20)).allMatch(top -> !top.value().isEmpty());
    }

    private static List<String> texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "text " + i).toList();
    }

    @Test
    void theModeIsANumberThatIsCertainlyTheMostFrequent() {
        assertThat(mode("7", "8", "7.0")).isEqualTo(7);
        assertThat(mode("-1.5e3", "-1.5e3", "x")).isEqualTo(-1500);
        assertThat(mode("9007199254740993", "9007199254740993")).isEqualTo(9007199254740992.0);
        assertThat(mode("7")).isNull();
        assertThat(mode("7", "7", "8", "8")).isNull();
        assertThat(mode("x", "x", "7")).isNull();
        assertThat(mode("0x1p3", "0x1p3")).isNull();
        assertThat(mode("1d", "1d")).isNull();
        assertThat(mode("NaN", "NaN")).isNull();
        assertThat(mode("2024-01-01", "2024-01-01")).isNull();
        assertThat(mode("")).isNull();
    }

    @Test
    void anIntegerWhoseTextIsCutIsNoMode() {
        String digits = "1" + "0".repeat(250);
        assertThat(mode(digits, digits)).isNull();
    }

    private static Double mode(String... texts) {
        return added(LIMIT, List.of(texts)).mode();
    }

    private static Values added(int limit, List<String> batch) {
        return added(limit, batch, List.of());
    }

    private static Values added(int limit, List<String> first, List<String> second) {
        var values = new Values(limit);
        add(values, first);
        add(values, second);
        return values;
    }

    private static void add(Values values, List<String> texts) {
        var batch = Batches.of(texts);
        var dictionary = new Dictionary(false);
        dictionary.take(batch, batch.column(0));
        var column = batch.column(0);
        values.add(
                dictionary,
                column.rows() - column.votes(Kind.NULL),
                new ColumnTexts(batch, column));
    }
}
