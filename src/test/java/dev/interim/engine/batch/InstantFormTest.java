package dev.interim.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.Batches;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InstantFormTest {

    @Test
    void labelsAreThePatternsOfTheForms() {
        assertThat(InstantForm.label(InstantForm.ofDate(0))).isEqualTo("yyyy-MM-dd");
        assertThat(InstantForm.label(InstantForm.ofDate(2))).isEqualTo("dd.MM.yyyy");
        assertThat(InstantForm.label(InstantForm.ofTimestamp(1, false, 0, InstantForm.LOCAL)))
                .isEqualTo("yyyy/MM/dd'T'HH:mm");
        assertThat(InstantForm.label(InstantForm.ofTimestamp(0, true, 1, InstantForm.UTC)))
                .isEqualTo("yyyy-MM-dd HH:mm:ss'Z'");
        assertThat(InstantForm.label(InstantForm.ofTimestamp(2, false, 2, InstantForm.OFFSET)))
                .isEqualTo("dd.MM.yyyy'T'HH:mm:ss.SSSxxx");
    }

    @Test
    void everyFormHasACodeAndALabelOfItsOwn() {
        Set<Integer> codes = new HashSet<>();
        Set<String> labels = new HashSet<>();
        for (int date = 0; date < 3; date++) {
            int code = InstantForm.ofDate(date);
            assertThat(InstantForm.isDate(code)).isTrue();
            assertThat(InstantForm.isZoned(code)).isFalse();
            codes.add(code);
            labels.add(InstantForm.label(code));
            for (int i = 0; i < 18; i++) {
                int zone = i % 3;
                int stamp = InstantForm.ofTimestamp(date, i >= 9, i / 3 % 3, zone);
                assertThat(InstantForm.isDate(stamp)).isFalse();
                assertThat(InstantForm.isZoned(stamp)).isEqualTo(zone != InstantForm.LOCAL);
                codes.add(stamp);
                labels.add(InstantForm.label(stamp));
            }
        }
        assertThat(codes)
                .hasSize(InstantForm.COUNT)
                .allMatch(code -> code >= 0 && code < InstantForm.COUNT);
        assertThat(labels).hasSize(InstantForm.COUNT);
    }

    @Test
    void whatTheJdkWritesInAFormIsReadAsThatForm() {
        var time = OffsetDateTime.of(2024, 2, 29, 13, 45, 6, 789_000_000, ZoneOffset.ofHours(-3));
        for (int form = 0; form < InstantForm.COUNT; form++) {
            String text = DateTimeFormatter.ofPattern(InstantForm.label(form)).format(time);
            var column = Batches.of(text).column(0);
            assertThat(column.instantForms()[form]).as(text).isEqualTo(1);
            assertThat(column.votes(Kind.DATE)).isEqualTo(InstantForm.isDate(form) ? 1 : 0);
        }
    }
}
