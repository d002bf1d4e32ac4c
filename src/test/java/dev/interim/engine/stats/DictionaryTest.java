package dev.interim.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.Batches;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DictionaryTest {

    @ParameterizedTest(name = "texts of seed {0}, with one dictionary that is used again and again")
    @ValueSource(longs = {1, 2})
    void countsEachValueInOrderOfItsFirstRow(long seed) {
        var random = new SplittableRandom(seed);
        var dictionary = new Dictionary(false);
        int values = 0;
        for (int i = 0; i < 300; i++) {
            List<String> texts = new ArrayList<>();
            int different = 1 + random.nextInt(200);
            for (int size = random.nextInt(400); size > 0; size--) {
                texts.add("v" + random.nextInt(different));
            }
            var batch = Batches.of(texts);
            dictionary.take(batch, batch.column(0));
            Map<String, Integer> counts = new LinkedHashMap<>();
            texts.forEach(text -> counts.merge(text, 1, Integer::sum));
            assertThat(dictionary.size()).isEqualTo(counts.size());
            int entry = 0;
            for (var count : counts.entrySet()) {
                assertThat(texts.get(dictionary.row(entry))).isEqualTo(count.getKey());
                assertThat(dictionary.row(entry)).isEqualTo(texts.indexOf(count.getKey()));
                assertThat(dictionary.count(entry)).isEqualTo(count.getValue());
                entry++;
                values++;
            }
        }
        assertThat(values).isGreaterThan(10_000);
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({
        "1, 1.0",
        "1, +1",
        "1, 1e0",
        "1, 10e-1",
        "1.5, 1.50",
        "-0, 0.0",
        "0, -0.0e5",
        "1e3, 1000",
        "' 1', 1",
        "true, TRUE",
        "False, FALSE",
        "9007199254740992, 9007199254740992.0",
        "1e18, 1000000000000000000",
        "-1e18, -1000000000000000000",
        "100000000000000000000, 1e20",
        "12345678901234567891, +12345678901234567891",
        "9223372036854775808, 9223372036854775808.0",
        "9223372036854777856, 9223372036854777856.0",
        "-9223372036854775808, -9.223372036854775808e18",
        "2024-01-01T10:00, 2024-01-01T10:00:00",
        "2024-01-01T10:00Z, 2024-01-01T11:00+01:00",
    })
    void isTheSameValue(String one, String other) {
        var batch = Batches.of(one, other);
        var dictionary = new Dictionary(false);
        dictionary.take(batch, batch.column(0));
        assertThat(dictionary.size()).isEqualTo(1);
        assertThat(dictionary.count(0)).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({
        "1, 2",
        "1, 01",
        "01, 001",
        "0, 00",
        "-1, -01",
        "+1, +01",
        "0e12, 0e13",
        "0E1, 0",
        "1.5, 01.5",
        "0000000000000000000000000012, 12",
        "1, -1",
        "1, 1x",
        "0, false",
        "1, true",
        "true, false",
        "true, truex",
        "a, A",
        "a, 'a '",
        "1.5, 1.25",
        "0, 2024-01-01",
        "2024-01-01, 2024-01-02",
        "2024-01-01, 2024-01-01T00:00",
        "2024-01-01, 2024-01-01T00:00:00.000001",
        "1970-01-01, 1970-01-01T00:00:00.000001",
        "9007199254740992, 9007199254740993",
        "1234567890123456789, 1234567890123456788",
        "-1234567890123456789, 1234567890123456789",
        "12345678901234567891, 12345678901234567892",
        "12345678901234567891, -12345678901234567891",
        "123456789012345678901234567890, 123456789012345678901234567891",
        "9223372036854775807, 9223372036854775808",
        "9223372036854775807, 9223372036854775806",
    })
    void isAnotherValue(String one, String other) {
        var batch = Batches.of(one, other);
        var dictionary = new Dictionary(false);
        dictionary.take(batch, batch.column(0));
        assertThat(dictionary.size()).isEqualTo(2);
    }

    @Test
    void nullsAreNoValues() {
        var batch = Batches.of("", "NA", "a", "", "1", "NULL");
        var dictionary = new Dictionary(false);
        dictionary.take(batch, batch.column(0));
        assertThat(dictionary.size()).isEqualTo(2);
        assertThat(dictionary.row(0)).isEqualTo(2);
        assertThat(dictionary.row(1)).isEqualTo(4);
        batch = Batches.of("", "");
        dictionary.take(batch, batch.column(0));
        assertThat(dictionary.size()).isZero();
    }

    @Test
    void valuesOfAllKindsStandSideBySide() {
        List<String> texts =
                List.of(
                        "x",
                        "1",
                        "2024-01-01",
                        "true",
                        "2.5",
                        "2024-01-01T10:00",
                        "",
                        "1",
                        "false",
                        "2024-01-02",
                        "2.5",
                        "2024-01-01",
                        "x",
                        "TRUE");
        var batch = Batches.of(texts);
        var dictionary = new Dictionary(false);
        dictionary.take(batch, batch.column(0));
        List<String> found = new ArrayList<>();
        for (int entry = 0; entry < dictionary.size(); entry++) {
            found.add(texts.get(dictionary.row(entry)) + "=" + dictionary.count(entry));
        }
        assertThat(found)
                .containsExactly(
                        "x=2",
                        "1=2",
                        "2024-01-01=2",
                        "true=2",
                        "2.5=2",
                        "2024-01-01T10:00=1",
                        "false=1",
                        "2024-01-02=1");
    }
}
