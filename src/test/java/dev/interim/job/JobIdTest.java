package dev.interim.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ids are UUIDs of version 7: they sort by time, as text too.
class JobIdTest {
    private static final Instant NOW = Instant.parse("2026-11-23T06:06:21.518Z");
    private static final UUID ZEROS = new UUID(0, 0);
    private static final UUID ONES = new UUID(-1, -1);

    @Test
    void hasVersionSevenAndTheVariantOfTheStandard() {
        for (UUID random : new UUID[] {ZEROS, ONES}) {
            assertThat(JobId.of(NOW, random).uuid().version()).isEqualTo(7);
            assertThat(JobId.of(NOW, random).uuid().variant()).isEqualTo(2);
        }
    }

    @Test
    void beginsWithItsMillisecond() {
        long milli = JobId.of(NOW, ONES).uuid().getMostSignificantBits() >>> 16;
        assertThat(Instant.ofEpochMilli(milli)).isEqualTo(NOW);
    }

    @Test
    void laterSortsBehindWhateverTheRandomBits() {
        var random = new Random(1);
        Instant time = NOW;
        String before = JobId.of(time, ONES).toString();
        for (int i = 0; i < 1_000; i++) {
            time = time.plusMillis(1 + random.nextInt(100_000));
            String after =
                    JobId.of(time, new UUID(random.nextLong(), random.nextLong())).toString();
            assertThat(after).isGreaterThan(before);
            before = after;
        }
    }

    @Test
    void differsInSeventyFourRandomBits() {
        long high = JobId.of(NOW, ZEROS).uuid().getMostSignificantBits();
        long low = JobId.of(NOW, ZEROS).uuid().getLeastSignificantBits();
        var other = JobId.of(NOW, ONES).uuid();
        assertThat(
                        Long.bitCount(high ^ other.getMostSignificantBits())
                                + Long.bitCount(low ^ other.getLeastSignificantBits()))
                .isEqualTo(74);
    }

    @Test
    void isReadAsItIsWritten() {
        var id = JobId.of(NOW, ONES);
        assertThat(JobId.parse(id.toString())).isEqualTo(id);
    }

    @Test
    void isReadInUpperCaseToo() {
        var id = JobId.of(NOW, ONES);
        assertThat(JobId.parse(id.toString().toUpperCase(Locale.ROOT))).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "0-0-0-0-0",
                "01a20703-394c-7e23-889f-6da77615fe977",
                "01a20703394c7e23889f6da77615fe97",
                "01a20703-394c-7e23-889f-6da77615fe9g",
                " 01a20703-394c-7e23-889f-6da77615fe97",
                "01a20703-394c-7e23-889f-6da77615fe97\n"
            })
    void whatIsNoIdIsTheIdOfNoJob(String text) {
        assertThatThrownBy(() -> JobId.parse(text))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        e -> assertThat(e.kind()).isEqualTo(FailureKind.NOT_FOUND));
    }
}
