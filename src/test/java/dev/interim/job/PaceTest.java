package dev.interim.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.run.RunProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// How fast a job is said to be, and when it is said to be done.
class PaceTest {
    private static final long TOTAL = 10_000;

    private final Pace pace = new Pace();

    private JobProgress at(long millis, long bytes) {
        return at(millis, bytes, TOTAL);
    }

    private JobProgress at(long millis, long bytes, @Nullable Long total) {
        return pace.at(
                Duration.ofMillis(millis).toNanos(), new RunProgress(bytes, bytes, total, bytes));
    }

    @Test
    void saysNothingAtFirst() {
        assertThat(at(0, 0)).extracting(JobProgress::bytesPerSecond).isNull();
        assertThat(at(99, 500)).extracting(JobProgress::bytesPerSecond).isNull();
    }

    @Test
    void dividesBytesByTime() {
        at(0, 0);
        var progress = at(500, 1_000);
        assertThat(progress.bytesPerSecond()).isEqualTo(2_000);
        assertThat(progress.remaining()).isEqualTo(Duration.ofMillis(4_500));
    }

    @Test
    void looksBackThreeSeconds() {
        at(0, 0);
        at(1_000, 5_000);
        at(4_500, 5_100);
        assertThat(at(5_500, 5_200).bytesPerSecond()).isEqualTo(100);
    }

    @Test
    void knowsNoRemainingTimeWithoutATotal() {
        at(0, 0, null);
        var progress = at(1_000, 1_000, null);
        assertThat(progress.bytesPerSecond()).isEqualTo(1_000);
        assertThat(progress.remaining()).isNull();
    }

    @Test
    void whatStandsStillHasNoPace() {
        at(0, 0);
        at(1_000, 1_000);
        at(2_000, 1_000);
        at(5_000, 1_000);
        assertThat(at(9_000, 1_000).bytesPerSecond()).isNull();
        assertThat(at(9_000, 1_000).remaining()).isNull();
    }

    @Test
    void timeBeforeARestartDoesNotCount() {
        at(0, 0);
        pace.restart();
        at(60_000, 0);
        assertThat(at(61_000, 1_000).bytesPerSecond()).isEqualTo(1_000);
    }

    @Test
    void askingOftenChangesNothing() {
        List<Long> rates = new ArrayList<>();
        for (int i = 0; i <= 100_000; i++) {
            rates.add(pace.at(i * 100_000L, new RunProgress(i, i, null, i)).bytesPerSecond());
        }
        assertThat(rates.subList(1_000, rates.size())).containsOnly(10_000L);
    }

    @Test
    void overallIsFromStartToEnd() {
        var end = new RunProgress(900, 800, 1_000L, 1);
        assertThat(Pace.overall(2_000_000_000L, end).bytesPerSecond()).isEqualTo(400);
        assertThat(Pace.overall(2_000_000_000L, end).remaining()).isNull();
        assertThat(Pace.overall(0, end).bytesPerSecond()).isNull();
        assertThat(Pace.overall(1, RunProgress.NONE).bytesPerSecond()).isNull();
    }
}
