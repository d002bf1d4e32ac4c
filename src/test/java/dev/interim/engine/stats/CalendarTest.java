package dev.interim.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.fixture.Batches;
import dev.interim.fixture.StateBytes;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarTest {

    @ParameterizedTest
    @CsvSource({
        "1970-01-01, 3, 0",
        "2024-02-29T23:59:59.999999, 3, 23",
        "1969-12-31T23:59:59.999999, 2, 23",
        "2026-11-23T10:30, 0, 10",
        "2026-11-22, 6, 0",
        "2026-11-23T00:30+02:00, 6, 22",
        "0000-01-01, 5, 0",
        "9999-12-31T12:00, 4, 12"
    })
    void everyInstantHasItsWeekdayAndHour(String text, int weekday, int hour) {
        var days = of(List.of(text)).weekdayHours();
        assertThat(days).hasSize(7).allMatch(hours -> hours.size() == 24);
        assertThat(days.get(weekday).get(hour)).isEqualTo(1);
        assertThat(sum(days)).isEqualTo(1);
    }

    @Test
    void withoutDatesAllCountsAreZero() {
        assertThat(sum(of(List.of()).weekdayHours())).isZero();
        assertThat(sum(of(List.of("1", "x")).weekdayHours())).isZero();
        var calendar = of(List.of("2024-01-01", "2024-01-05"));
        calendar.take(Batches.of("x").column(0));
        assertThat(sum(calendar.weekdayHours())).isZero();
        assertThat(calendar.gaps().widest()).containsExactly(0, 0);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void mergingAnyPartsEqualsTakingTheWhole(long seed) {
        var random = new SplittableRandom(seed);
        for (int run = 0; run < 100; run++) {
            List<String> texts = new ArrayList<>();
            long[][] wanted = new long[7][24];
            for (int i = random.nextInt(60); i > 0; i--) {
                long seconds = random.nextLong(-60_000_000_000L, 250_000_000_000L);
                var time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
                wanted[time.getDayOfWeek().getValue() - 1][time.getHour()]++;
                texts.add(time.withSecond(0).toString());
            }
            var whole = of(texts);
            int cut = random.nextInt(texts.size() + 1);
            var merged = of(texts.subList(0, cut));
            merged.merge(of(texts.subList(cut, texts.size())));
            byte[] bytes = StateBytes.of(whole::write);
            assertThat(StateBytes.of(merged::write)).isEqualTo(bytes);
            var read = new Calendar();
            read.read(new ByteReader(bytes));
            assertThat(StateBytes.of(read::write)).isEqualTo(bytes);
            for (var calendar : List.of(whole, merged, read)) {
                for (int day = 0; day < 7; day++) {
                    assertThat(calendar.weekdayHours().get(day))
                            .containsExactlyElementsOf(Arrays.stream(wanted[day]).boxed().toList());
                }
            }
        }
    }

    @Test
    void bytesOfAStrangerAreRefusedOrMakeAState() {
        var calendar = of(List.of("2024-01-01", "1950-05-05T10:00", "9999-12-31"));
        StateBytes.survives(
                StateBytes.of(calendar::write),
                in -> {
                    var read = new Calendar();
                    read.read(in);
                    read.merge(calendar);
                    read.weekdayHours();
                    read.gaps().upper(read.gaps().widest()[1]);
                });
    }

    private static Calendar of(List<String> texts) {
        var calendar = new Calendar();
        calendar.take(Batches.of(texts).column(0));
        return calendar;
    }

    private static long sum(List<List<Long>> days) {
        return days.stream().flatMap(List::stream).mapToLong(count -> count).sum();
    }
}
