package dev.interim.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    @ParameterizedTest(name = "after {0} failures from {1} to {2} ms")
    @CsvSource({
        "1, 100, 200",
        "2, 200, 400",
        "3, 400, 800",
        "5, 1600, 3200",
        "9, 5000, 10000",
        "1000, 5000, 10000",
    })
    void growsUpToTenSecondsAndIsNeverTheSame(int failures, long least, long most) {
        Backoff backoff = Backoff.jittered(new Random(1));
        var waits =
                IntStream.range(0, 100)
                        .mapToObj(i -> backoff.after(failures, Duration.ZERO))
                        .toList();
        assertThat(waits)
                .allMatch(wait -> wait.toMillis() >= least && wait.toMillis() <= most)
                .anyMatch(wait -> wait.toMillis() < least + (most - least) / 4)
                .anyMatch(wait -> wait.toMillis() > most - (most - least) / 4);
    }

    @ParameterizedTest
    @CsvSource({"0", "7", "300"})
    void isNeverShorterThanTheServerAskedFor(long seconds) {
        Duration asked = Duration.ofSeconds(seconds);
        Backoff backoff = Backoff.jittered(new Random(2));
        assertThat(IntStream.range(0, 100).mapToObj(i -> backoff.after(1, asked)))
                .allMatch(wait -> wait.compareTo(asked) > 0)
                .allMatch(wait -> wait.compareTo(asked.plusMillis(200)) <= 0);
    }
}
