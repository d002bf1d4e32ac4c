package dev.interim.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Those who wait for an end hear of it once; those who gave up leave nothing.
class EndWaitersTest {
    private final EndWaiters waiters = new EndWaiters();
    private final AtomicInteger heard = new AtomicInteger();

    private Runnable wait(int weight) {
        return waiters.add(() -> heard.addAndGet(weight));
    }

    @Test
    void eachHearsOfItOnce() {
        wait(1);
        wait(10);
        waiters.end();
        waiters.end();
        assertThat(heard).hasValue(11);
        assertThat(waiters.count()).isZero();
    }

    @Test
    void thoseWhoComeAfterHearOfItAtOnce() {
        waiters.end();
        wait(1).run();
        assertThat(heard).hasValue(1);
        assertThat(waiters.count()).isZero();
    }

    @Test
    void thoseWhoGaveUpLeaveNothing() {
        for (int i = 0; i < 1_000; i++) {
            var leave = wait(1);
            assertThat(waiters.count()).isEqualTo(1);
            leave.run();
            leave.run();
        }
        assertThat(waiters.count()).isZero();
        waiters.end();
        assertThat(heard).hasValue(0);
    }
}
