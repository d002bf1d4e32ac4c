package dev.interim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.source.Toll;
import dev.interim.fixture.ThrottledSource;
import dev.interim.run.Strategy.Concurrent;
import dev.interim.run.Strategy.Parallel;
import dev.interim.run.Strategy.Sequential;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Over a slow line a job takes hardly longer than the slower of its tasks alone: 10 MB at 50 MB/s,
/// in simulated time.
class ThrottledRunTest {
    private static final int PACKET = 64 * 1024;
    private static final Duration INTERVAL = Duration.ofNanos(PACKET * 20L);
    private static final byte[] CSV = csv(10_000_000);
    private static final Duration FETCHING = INTERVAL.multipliedBy(CSV.length / PACKET + 1);

    @TempDir Path directory;

    /// What computing a packet costs, in hundredths of what fetching it takes.
    @ParameterizedTest(name = "{0}, computing takes {1} % of fetching")
    @CsvSource({
        "concurrent, 30",
        "concurrent, 90",
        "concurrent, 300",
        "parallel, 30",
        "parallel, 170",
        "parallel, 600"
    })
    void takesHardlyLongerThanTheLongerOfFetchingAndComputing(String mode, int percent) {
        Strategy strategy = mode.equals("parallel") ? new Parallel() : new Concurrent();
        var cost = INTERVAL.multipliedBy(percent).dividedBy(100);
        var computing = played(strategy, cost, Duration.ZERO);
        var both = played(strategy, cost, INTERVAL);
        assertThat(computing.endedAt).isGreaterThan(INTERVAL);
        assertThat(both.endedAt).isLessThan(times(1.05, longer(FETCHING, computing.endedAt)));
        assertThat(both.result()).isEqualTo(computing.result());
        assertThat(both.resultsAt.getFirst().minus(INTERVAL)).isLessThan(Duration.ofMillis(150));
    }

    @Test
    void sequentialTakesTheSum() {
        var both = played(new Sequential(), INTERVAL, INTERVAL);
        assertThat(both.endedAt).isGreaterThan(times(1.95, FETCHING));
        assertThat(both.resultsAt).hasSize(1);
    }

    private Stage.Playing played(Strategy strategy, Duration cost, Duration interval) {
        var stage = new Stage(directory);
        var toll = new Toll(0, PACKET, Duration.ZERO, cost, false);
        var playing = stage.play(new ThrottledSource(CSV, PACKET, interval, toll, stage.timing));
        stage.start(playing, strategy);
        stage.finish();
        assertThat(playing.listener.end()).isEqualTo(new RunEnd.Succeeded());
        return playing;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration times(double factor, Duration duration) {
        return Duration.ofNanos((long) (factor * duration.toNanos()));
    }

    private static byte[] csv(int bytes) {
        var text = new StringBuilder("number,name\n");
        for (int row = 0; text.length() < bytes; row++) {
            text.append(1_000_000 + row).append(",name-").append(row % 10).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
