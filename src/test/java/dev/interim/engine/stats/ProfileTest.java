package dev.interim.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.interim.engine.batch.Faults;
import dev.interim.engine.batch.Schema;
import dev.interim.engine.failure.FailureException;
import dev.interim.fixture.Batches;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTest {
    private static final List<String> NUMBERS =
            List.of("2", "4", "4", "4", "5", "5", "7", "9", "0", "-10", "", "NA");

    @ParameterizedTest(name = "cut behind {0} values")
    @ValueSource(ints = {0, 1, 5, 11, 12})
    void numbersAreSummedUpAsWorkedOutByHand(int cut) {
        var column = column(NUMBERS.subList(0, cut), NUMBERS.subList(cut, 12));
        assertThat(column.type()).isEqualTo(ColumnType.INTEGER);
        assertThat(column.name()).isEqualTo("only");
        assertThat(column.index()).isEqualTo(3);
        assertThat(column.count()).isEqualTo(12);
        assertThat(column.nulls()).isEqualTo(2);
        assertThat(column.types()).isEqualTo(Map.of("integer", 10L));
        assertThat(column.trues()).isNull();
        assertThat(column.text()).isNull();
        assertThat(column.temporal()).isNull();
        var numeric = column.numeric();
        assertThat(numeric.count()).isEqualTo(10);
        assertThat(numeric.min()).isEqualTo(-10);
        assertThat(numeric.max()).isEqualTo(9);
        assertThat(numeric.sum()).isEqualTo(30);
        assertThat(numeric.mean()).isEqualTo(3);
        assertThat(numeric.zeros()).isEqualTo(1);
        assertThat(numeric.negatives()).isEqualTo(1);
        // differences from the mean: -1 1 1 1 2 2 4 6 -3 -13; their squares sum up to 242, their
        // cubes to -1926, their fourth powers to 30230
        assertThat(numeric.variance()).isCloseTo(242.0 / 9, within(1e-14));
        assertThat(numeric.stddev()).isCloseTo(Math.sqrt(242.0 / 9), within(1e-14));
        assertThat(numeric.skewness()).isCloseTo(-192.6 / Math.pow(24.2, 1.5), within(1e-14));
        assertThat(numeric.kurtosis()).isCloseTo(3023.0 / (24.2 * 24.2) - 3, within(1e-13));
        assertThat(numeric.quantiles())
                .isEqualTo(
                        new Snapshot.Quantiles(
                                0,
                                1,
                                Map.of(
                                        "0.01", -10.0, "0.05", -10.0, "0.25", 2.0, "0.5", 4.0,
                                        "0.75", 5.0, "0.95", 9.0, "0.99", 9.0)));
        assertThat(column.distinct()).isEqualTo(new Snapshot.Distinct(7, 7, 7, true));
        assertThat(column.top()).first().isEqualTo(new Snapshot.Top("4", 3, 3, 3));
    }

    @Test
    void quantilesAreListedFromTheLeastRank() {
        assertThat(column(NUMBERS, List.of()).numeric().quantiles().values().keySet())
                .containsExactly("0.01", "0.05", "0.25", "0.5", "0.75", "0.95", "0.99");
    }

    @ParameterizedTest
    @CsvSource({"0", "2", "5", "7"})
    void valuesOfAllKindsAreSummedUpSideBySide(int cut) {
        List<String> values =
                List.of("true", "x", "2024-03-01", "1.5", "false", "2024-03-02T10:00", "TRUE");
        var column = column(values.subList(0, cut), values.subList(cut, 7));
        assertThat(column.type()).isEqualTo(ColumnType.TEXT);
        assertThat(column.types())
                .isEqualTo(
                        Map.of(
                                "boolean",
                                3L,
                                "decimal",
                                1L,
                                "date",
                                1L,
                                "timestamp",
                                1L,
                                "text",
                                1L));
        assertThat(column.trues()).isEqualTo(2);
        assertThat(column.text()).isEqualTo(new Snapshot.Text(1L, 1L, 1.0, "x", "x", null));
        assertThat(column.temporal())
                .isEqualTo(new Snapshot.Temporal("2024-03-01T00:00", "2024-03-02T10:00", null));
        assertThat(column.numeric().count()).isEqualTo(1);
        assertThat(column.numeric().variance()).isNull();
        assertThat(column.numeric().stddev()).isNull();
        assertThat(column.numeric().skewness()).isNull();
        assertThat(column.distinct().estimate()).isEqualTo(6);
    }

    @Test
    void twoDifferentValuesHaveAVariance() {
        var numeric = column(List.of("1"), List.of("2")).numeric();
        assertThat(numeric.variance()).isEqualTo(0.5);
        assertThat(numeric.skewness()).isZero();
        assertThat(numeric.kurtosis()).isEqualTo(-2);
    }

    @Test
    void aColumnWithoutValuesIsEmpty() {
        var column = column(List.of("", "NA"), List.of());
        assertThat(column.type()).isEqualTo(ColumnType.EMPTY);
        assertThat(column.numeric()).isNull();
        assertThat(column.text()).isNull();
        assertThat(column.trues()).isNull();
        assertThat(column.distinct()).isEqualTo(new Snapshot.Distinct(0, 0, 0, true));
        assertThat(column.top()).isEmpty();
        assertThat(column.nulls()).isEqualTo(2);
    }

    @Test
    void beyondTheExactCountsTheErrorIsStated() {
        var values = IntStream.range(0, 5000).mapToObj(Integer::toString).toList();
        var column = column(values, values);
        assertThat(column.numeric().quantiles().error()).isBetween(0.002, 0.004);
        assertThat(column.numeric().quantiles().confidence()).isEqualTo(0.99);
        assertThat(column.distinct().exact()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 4096, 1000",
        "20, 4096, 1000",
        "97, 4096, 1000",
        "100, 4000, 1000",
        "1000, 400, 1000",
        "1001, 399, 200",
        "2000, 200, 200",
        "6250, 64, 200",
        "10000, 64, 200"
    })
    void manyColumnsAreSummedUpLessPrecisely(int columns, int exactValues, int size) {
        assertThat(Precision.of(columns)).isEqualTo(new Precision(exactValues, size));
    }

    @Test
    void rowsAndFaultsAreAddedUp() {
        var profile = profile();
        var part = part(List.of("1", "2"));
        part.batch().faults().raggedRow(70, 3, 2);
        part.batch().faults().invalidText(80);
        profile.add(part);
        var other = profile();
        var later = part(List.of("3"));
        later.batch().faults().raggedRow(90, 3, 4);
        other.add(later);
        profile.merge(other);
        assertThat(profile.rows()).isEqualTo(3);
        Faults faults = profile.faults();
        assertThat(faults.malformedRows()).isEqualTo(2);
        assertThat(faults.firstMalformed()).isEqualTo(70);
        assertThat(faults.foundFields()).isEqualTo(2);
        assertThat(faults.firstInvalidText()).isEqualTo(80);
        var snapshot = profile.snapshot(Snapshot.Scope.PREFIX, false);
        assertThat(snapshot.rows()).isEqualTo(3);
        assertThat(snapshot.malformedRows()).isEqualTo(2);
        assertThat(snapshot.invalidText()).isEqualTo(1);
        assertThat(snapshot.scope().label()).isEqualTo("prefix");
        assertThat(snapshot.isFinal()).isFalse();
    }

    @Test
    void aSnapshotStaysAsItIs() {
        var profile = profile();
        profile.add(part(NUMBERS));
        var before = profile.snapshot(Snapshot.Scope.PREFIX, false);
        var again = profile.snapshot(Snapshot.Scope.PREFIX, false);
        profile.add(part(List.of("1000", "x")));
        assertThat(again).isEqualTo(before);
        assertThat(before.rows()).isEqualTo(12);
        assertThat(before.columns().getFirst().numeric().max()).isEqualTo(9);
        assertThat(before.columns().getFirst().top()).hasSize(7);
    }

    @Test
    void aProfileWithoutRecordsIsRefused() {
        var profile = profile();
        assertThatThrownBy(profile::requireRecords)
                .isInstanceOf(FailureException.class)
                .hasMessage("the dataset has a header and no records");
        var part = part(List.of());
        part.batch().faults().raggedRow(7, 3, 2);
        profile.add(part);
        assertThatThrownBy(profile::requireRecords)
                .hasMessage(
                        "none of the 1 records has as many fields as the header: the first, at byte"
                                + " 7, has 2 instead of 3");
        profile.add(part(List.of("1")));
        profile.requireRecords();
    }

    @Test
    void basicStatisticsLeaveOutWhatIsExpensive() {
        var profile = new Profile(schema(), Measures.BASIC);
        var part = new Part(Measures.BASIC);
        Batches.fill(part.batch(), NUMBERS);
        part.compute(schema());
        profile.add(part);
        profile.merge(new Profile(schema(), Measures.BASIC));
        var column = profile.snapshot(Snapshot.Scope.WHOLE, true).columns().getFirst();
        assertThat(column.numeric().mean()).isEqualTo(3);
        assertThat(column.numeric().quantiles()).isNull();
        assertThat(column.distinct()).isNull();
        assertThat(column.top()).isNull();
    }

    /// One batch, then a profile that has seen another.
    private static Snapshot.Column column(List<String> first, List<String> second) {
        var added = profile();
        added.add(part(first));
        added.add(part(second));
        var merged = profile();
        merged.add(part(first));
        var other = profile();
        other.add(part(second));
        merged.merge(other);
        var column = added.snapshot(Snapshot.Scope.WHOLE, true).columns().getFirst();
        var same = merged.snapshot(Snapshot.Scope.WHOLE, true).columns().getFirst();
        assertThat(same.types()).isEqualTo(column.types());
        assertThat(same.trues()).isEqualTo(column.trues());
        assertThat(same.text()).isEqualTo(column.text());
        assertThat(same.temporal()).isEqualTo(column.temporal());
        assertThat(same.count()).isEqualTo(column.count());
        assertThat(same.nulls()).isEqualTo(column.nulls());
        if (column.numeric() != null) {
            assertThat(same.numeric().sum()).isEqualTo(column.numeric().sum());
            assertThat(same.numeric().count()).isEqualTo(column.numeric().count());
            assertThat(same.numeric().quantiles().error())
                    .isEqualTo(column.numeric().quantiles().error());
        }
        if (column.distinct().exact()) {
            assertThat(same).isEqualTo(column);
        }
        return column;
    }

    private static Profile profile() {
        return new Profile(schema(), Measures.STANDARD);
    }

    private static Part part(List<String> values) {
        var part = new Part(Measures.STANDARD);
        Batches.fill(part.batch(), values);
        part.compute(schema());
        return part;
    }

    private static Schema schema() {
        return new Schema(List.of(new Schema.Field("only", 3)));
    }
}
