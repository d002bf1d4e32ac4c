package dev.interim.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.Batches;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstantsTest {

    @ParameterizedTest
    @CsvSource({
        "2024-02-29 1969-12-31 0000-01-01, 0000-01-01, 2024-02-29",
        "2024-02-29T10:00 2024-02-29T10:00:00.5, 2024-02-29T10:00, 2024-02-29T10:00:00.500",
        "2024-02-29T10:00Z 2024-02-29T11:00+02:00, 2024-02-29T09:00:00Z, 2024-02-29T10:00:00Z",
        "2024-02-29 2024-03-01T10:00, 2024-02-29T00:00, 2024-03-01T10:00",
        "1969-12-31T23:59:59.999999 1960-01-01T00:00, 1960-01-01T00:00, 1969-12-31T23:59:59.999999",
        "9999-12-31T23:59-10:00 x 12, +10000-01-01T09:59:00Z, +10000-01-01T09:59:00Z",
    })
    void theRangeIsInTheFormOfTheData(String values, String min, String max) {
        List<String> texts = List.of(values.split(" "));
        for (int cut = 0; cut <= texts.size(); cut++) {
            var left = Batches.of(texts.subList(0, cut));
            var right = Batches.of(texts.subList(cut, texts.size()));
            var instants = new Instants();
            instants.take(left.column(0));
            var others = new Instants();
            others.take(right.column(0));
            instants.merge(others);
            assertThat(instants.snapshot(null)).isEqualTo(new Snapshot.Temporal(min, max, null));
        }
    }

    @Test
    void withoutDatesThereIsNoRange() {
        var instants = new Instants();
        instants.take(Batches.of("1", "x", "").column(0));
        assertThat(instants.snapshot(null)).isNull();
        instants.take(Batches.of("2024-01-01").column(0));
        instants.take(Batches.of("1").column(0));
        assertThat(instants.snapshot(null)).isNull();
    }
}
