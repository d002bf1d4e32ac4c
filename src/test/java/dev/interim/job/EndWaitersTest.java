package dev.interim.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EndWaitersTest {
    private final EndWaiters waiters = new EndWaiters();

    @Test
    void whoWaitedLongEnoughIsForgotten() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            waiters.await(Duration.ofNanos(1)).get(30, TimeUnit.SECONDS);
        }
        // The one that completes a waiter forgets it before it tells those that depend on it.
        assertThat(waiters.count()).isLessThan(2);
    }

    @Test
    void whoGivesUpIsForgotten() {
        waiters.await(Duration.ofHours(1)).cancel(false);
        assertThat(waiters.count()).isZero();
    }

    @Test
    void theEndTellsAllAndKeepsNone() {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(waiters.await(Duration.ofHours(1)));
        }
        assertThat(all).noneMatch(CompletableFuture::isDone);
        waiters.end();
        assertThat(all).allMatch(CompletableFuture::isDone);
        assertThat(waiters.count()).isZero();
    }

    @Test
    void afterTheEndNobodyWaits() {
        waiters.end();
        assertThat(waiters.await(Duration.ofHours(1))).isDone();
        assertThat(waiters.count()).isZero();
    }
}
