package dev.interim.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.batch.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTypeTest {

    @ParameterizedTest(
            name =
                    "nulls {0}, booleans {1}, integers {2}, decimals {3}, dates {4}, timestamps {5}, text {6}: {7}")
    @CsvSource({
        "0, 0, 0, 0, 0, 0, 0, 0, EMPTY",
        "9, 0, 0, 0, 0, 0, 0, 0, EMPTY",
        "9, 1, 0, 0, 0, 0, 0, 0, BOOLEAN",
        "9, 0, 1, 0, 0, 0, 0, 0, INTEGER",
        "9, 0, 0, 1, 0, 0, 0, 0, DECIMAL",
        "9, 0, 0, 0, 1, 0, 0, 0, DATE",
        "9, 0, 0, 0, 0, 1, 0, 0, TIMESTAMP",
        "9, 0, 0, 0, 0, 0, 1, 0, TEXT",
        // 95 % are enough, and nulls do not count
        "0, 19, 0, 0, 0, 0, 1, 0, BOOLEAN",
        "0, 18, 0, 0, 0, 0, 1, 0, TEXT",
        "0, 0, 95, 0, 0, 0, 5, 0, INTEGER",
        "0, 0, 94, 0, 0, 0, 5, 0, TEXT",
        "0, 0, 94, 0, 0, 0, 6, 0, TEXT",
        "50, 0, 95, 0, 0, 0, 5, 0, INTEGER",
        // numbers, and dates, stand together
        "0, 0, 99, 1, 0, 0, 0, 0, DECIMAL",
        "0, 0, 50, 45, 0, 0, 5, 0, DECIMAL",
        "0, 0, 0, 0, 94, 1, 5, 0, TIMESTAMP",
        "0, 0, 0, 0, 1, 1, 0, 0, TIMESTAMP",
        "0, 0, 90, 0, 0, 0, 5, 5, DECIMAL",
        "0, 0, 0, 0, 0, 0, 0, 2, DECIMAL",
        "0, 0, 90, 0, 0, 0, 6, 4, TEXT",
        // no majority
        "0, 0, 50, 0, 50, 0, 0, 0, TEXT",
        "0, 50, 50, 0, 0, 0, 0, 0, TEXT",
        "0, 0, 0, 0, 0, 0, 100, 0, TEXT",
    })
    void aMajorityOfTheValuesElectsTheType(
            long nulls,
            long booleans,
            long integers,
            long decimals,
            long dates,
            long timestamps,
            long texts,
            long nonFinites,
            ColumnType type) {
        long[] votes = {nulls, booleans, integers, decimals, dates, timestamps, texts, nonFinites};
        assertThat(votes).hasSize(Kind.COUNT);
        assertThat(ColumnType.elected(votes)).isEqualTo(type);
    }

    @Test
    void theMajorityIsCountedWithoutRounding() {
        int elections = 0;
        for (long values = 1; values < 5000; values++) {
            long needed = (values * 95 + 99) / 100;
            assertThat(elected(needed, values - needed)).isEqualTo(ColumnType.INTEGER);
            if (needed > 0 && values > 1) {
                assertThat(elected(needed - 1, values - needed + 1)).isEqualTo(ColumnType.TEXT);
            }
            elections++;
        }
        long many = 1L << 55;
        assertThat(elected(19 * many, many)).isEqualTo(ColumnType.INTEGER);
        assertThat(elected(19 * many - 1, many)).isEqualTo(ColumnType.TEXT);
        assertThat(elections).isEqualTo(4999);
    }

    private static ColumnType elected(long integers, long texts) {
        return ColumnType.elected(new long[] {0, 0, integers, 0, 0, 0, texts, 0});
    }
}
