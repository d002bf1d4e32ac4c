package dev.interim.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.interim.engine.batch.Schema;
import dev.interim.engine.bytes.ByteReader;
import dev.interim.fixture.Batches;
import dev.interim.fixture.StateBytes;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupsTest {
    private static final List<String> NAMES = List.of("key", "a", "b");
    private static final Schema SCHEMA =
            new Schema(
                    List.of(
                            new Schema.Field("key", 0),
                            new Schema.Field("a", 1),
                            new Schema.Field("b", 2)));

    @Test
    void aFewRowsByHand() {
        var found =
                snapshot(
                        of(
                                10,
                                List.of("x", "1", "5"),
                                List.of("y", "2", ""),
                                List.of("x", "4", "u"),
                                List.of("", "7", "")));
        assertThat(found.by()).isEqualTo("key");
        assertThat(found.other()).isNull();
        assertThat(found.groups())
                .containsExactly(
                        new Snapshot.Group(
                                "x",
                                2,
                                List.of(
                                        numbers("a", 2, 1, 4, 2.5, 5, Math.sqrt(4.5)),
                                        numbers("b", 1, 5, 5, 5.0, 5, null))),
                        new Snapshot.Group("y", 1, List.of(numbers("a", 1, 2, 2, 2.0, 2, null))),
                        new Snapshot.Group(null, 1, List.of(numbers("a", 1, 7, 7, 7.0, 7, null))));
    }

    private static Snapshot.GroupNumbers numbers(
            String name, long count, double min, double max, Double mean, double sum, Double dev) {
        return new Snapshot.GroupNumbers(name, count, min, max, mean, sum, dev);
    }

    @Test
    void nothingHasNoGroups() {
        assertThat(snapshot(new Groups(5)).groups()).isEmpty();
        assertThat(snapshot(of(5)).groups()).isEmpty();
        var read = again(again(new Groups(5), 5), 5);
        read.merge(of(5, List.of("x", "", "")), 0, 1, 2);
        assertThat(snapshot(read).groups()).containsExactly(new Snapshot.Group("x", 1, List.of()));
    }

    @Test
    void furtherGroupsAreCountedTogether() {
        var groups = of(1, List.of("x", "1", ""), List.of("y", "4", ""), List.of("z", "4", ""));
        groups.merge(of(1, List.of("y", "4", ""), List.of("x", "0", "")), 0, 1, 2);
        var found = snapshot(groups);
        assertThat(found.groups()).extracting(Snapshot.Group::key).containsExactly("x");
        // in the other part y came first, so that its x had no place
        assertThat(found.groups().getFirst().rows()).isEqualTo(1);
        assertThat(found.other())
                .isEqualTo(
                        new Snapshot.Group(null, 4, List.of(numbers("a", 4, 0, 4, 3.0, 12, 2.0))));
    }

    @ParameterizedTest(name = "around {0}, {1} keys, seed {2}")
    @CsvSource({"0, 5, 1", "1e9, 40, 2", "-1e12, 3, 3", "0, 300, 4"})
    void groupsAreThoseOfAMapHoweverRowsAreCut(double around, int keys, long seed) {
        var random = new SplittableRandom(seed);
        for (int run = 0; run < 30; run++) {
            List<List<String>> rows = new ArrayList<>();
            for (int i = random.nextInt(400); i > 0; i--) {
                rows.add(
                        List.of(
                                random.nextInt(9) == 0 ? "" : "k" + random.nextInt(keys),
                                random.nextInt(7) == 0 ? "?" : "" + (around + random.nextDouble()),
                                "" + random.nextInt(1000)));
            }
            var whole = of(1000, rows);
            var merged = new Groups(1000);
            for (int from = 0; from < rows.size(); ) {
                int to = Math.min(rows.size(), from + 1 + random.nextInt(150));
                var part = of(1000, rows.subList(from, to));
                merged.merge(random.nextBoolean() ? part : again(part, 1000), 0, 1, 2);
                from = to;
            }
            for (var groups : List.of(whole, merged, again(merged, 1000))) {
                check(snapshot(groups), rows);
            }
        }
    }

    private static void check(Snapshot.Groups found, List<List<String>> rows) {
        Map<String, Long> counts = new HashMap<>();
        rows.forEach(row -> counts.merge(row.getFirst(), 1L, Long::sum));
        assertThat(found.groups()).hasSize(counts.size());
        assertThat(found.other()).isNull();
        long before = Long.MAX_VALUE;
        for (var group : found.groups()) {
            String key = group.key() == null ? "" : group.key();
            assertThat(group.rows()).isEqualTo(counts.get(key)).isLessThanOrEqualTo(before);
            before = group.rows();
            for (int place = 1; place <= 2; place++) {
                int at = place;
                var values =
                        rows.stream()
                                .filter(row -> row.getFirst().equals(key))
                                .filter(row -> !row.get(at).equals("?"))
                                .mapToDouble(row -> Double.parseDouble(row.get(at)))
                                .toArray();
                var numbers =
                        group.columns().stream()
                                .filter(column -> column.name().equals(NAMES.get(at)))
                                .toList();
                assertThat(numbers).hasSize(values.length == 0 ? 0 : 1);
                numbers.forEach(each -> check(each, values));
            }
        }
    }

    private static void check(Snapshot.GroupNumbers found, double... values) {
        var wanted = new DoubleSummaryStatistics();
        for (double value : values) {
            wanted.accept(value);
        }
        assertThat(found.count()).isEqualTo(values.length);
        assertThat(found.min()).isEqualTo(wanted.getMin());
        assertThat(found.max()).isEqualTo(wanted.getMax());
        double scale = Math.max(Math.abs(wanted.getMin()), Math.abs(wanted.getMax()));
        assertThat(found.sum())
                .isCloseTo(wanted.getSum(), within(scale * values.length * 1e-13 + 1e-300));
        assertThat(found.mean()).isCloseTo(wanted.getAverage(), within(scale * 1e-13 + 1e-300));
        if (values.length < 2) {
            assertThat(found.stddev()).isNull();
        } else {
            double squares = 0;
            for (double value : values) {
                squares += Math.pow(value - wanted.getAverage(), 2);
            }
            double stddev = Math.sqrt(squares / (values.length - 1));
            // what one rounding of the mean costs
            assertThat(found.stddev()).isCloseTo(stddev, within(1e-9 * stddev + scale * 1e-15));
        }
    }

    @Test
    void whatDoesNotFitIsNotShown() {
        var huge = of(5, List.of("x", "1e308", ""), List.of("x", "1.7e308", ""));
        var found = snapshot(huge).groups().getFirst().columns().getFirst();
        assertThat(found.sum()).isNull();
        assertThat(found.mean()).isNull();
        assertThat(found.stddev()).isNull();
        assertThat(found.max()).isEqualTo(1.7e308);
    }

    @Test
    void longKeysAreCutButNotMixedUp() {
        String start = "k".repeat(200);
        var found = snapshot(of(5, List.of(start + "a", "1", ""), List.of(start + "b", "2", "")));
        assertThat(found.groups()).hasSize(2).allMatch(group -> start.equals(group.key()));
    }

    @ParameterizedTest(name = "limit {0}")
    @ValueSource(ints = {2, 50})
    void bytesOfAStrangerAreRefusedOrMakeAState(int most) {
        var groups =
                of(
                        most,
                        List.of("x", "1", "5"),
                        List.of("y", "2", ""),
                        List.of("z", "2.5", "7"),
                        List.of("", "4", ""));
        StateBytes.survives(
                StateBytes.of(groups::write),
                in -> {
                    var read = new Groups(most);
                    read.read(in, 3);
                    snapshot(read);
                    read.merge(groups, 0, 1, 2);
                    for (var group : snapshot(read).groups()) {
                        for (var numbers : group.columns()) {
                            assertThat(numbers.min()).isLessThanOrEqualTo(numbers.max()).isFinite();
                            assertThat(numbers.mean() == null || Double.isFinite(numbers.mean()))
                                    .isTrue();
                        }
                    }
                    var other = new Groups(most);
                    other.merge(read, 0, 1, 2);
                    snapshot(other);
                });
    }

    private static Snapshot.Groups snapshot(Groups groups) {
        return groups.snapshot("key", NAMES);
    }

    @SafeVarargs
    private static Groups of(int most, List<String>... rows) {
        List<List<String>> all = new ArrayList<>();
        for (List<String> row : rows) {
            all.add(row);
        }
        return of(most, all);
    }

    private static Groups of(int most, List<List<String>> rows) {
        var part = new Part(new Measures(Statistics.STANDARD, new Measures.Grouping("key", most)));
        Batches.fillRows(part.batch(), rows, 3);
        part.compute(SCHEMA);
        var groups = new Groups(most);
        groups.add(part.batch(), part.across(), 0, 1, 2);
        return groups;
    }

    private static Groups again(Groups groups, int most) {
        byte[] bytes = StateBytes.of(groups::write);
        var read = new Groups(most);
        read.read(new ByteReader(bytes), 3);
        assertThat(StateBytes.of(read::write)).isEqualTo(bytes);
        return read;
    }
}
