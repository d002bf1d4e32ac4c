package dev.interim.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How look-ups share threads.
@Timeout(60)
class LookupThreadsTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final LookupThreads threads = new LookupThreads(8, 8);
    private final CountDownLatch never = new CountDownLatch(1);
    private final Semaphore hanging = new Semaphore(0);
    private final AtomicInteger ended = new AtomicInteger();
    private final List<Thread> asking = new ArrayList<>();

    @AfterEach
    void letAllEnd() throws InterruptedException {
        never.countDown();
        for (Thread thread : asking) {
            thread.join();
        }
        threads.close();
    }

    @ParameterizedTest
    @CsvSource({"0, 4", "4, 2", "6, 1", "7, 1"})
    void eachHasHalfOfTheThreadsThatOthersLeave(int others, int most) throws Exception {
        for (int i = 0; i < others; i++) {
            hang("other-" + i);
        }
        hanging.acquire(others);
        for (int i = 0; i < most; i++) {
            hang("one");
        }
        hanging.acquire(most);
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> threads.call("one", this::answer, SHORT));
        assertThat(asking).hasSize(others + most);
    }

    @Test
    void aThreadIsFreeAgainOnlyWhenItsLookUpReturns() throws Exception {
        for (int i = 0; i < 4; i++) {
            assertThatExceptionOfType(TimeoutException.class)
                    .isThrownBy(() -> threads.call("one", this::hangAnyway, SHORT));
        }
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> threads.call("one", this::answer, SHORT));
        never.countDown();
        assertThat(threads.call("one", this::answer, LONG)).isEmpty();
        assertThat(threads.call("another", this::answer, LONG)).isEmpty();
    }

    private InetAddress[] answer() {
        return new InetAddress[0];
    }

    private void hang(String asker) {
        asking.add(
                Thread.startVirtualThread(() -> {
                    try {
                        threads.call(asker, this::hangAnyway, LONG);
                    } catch (Exception e) {
                        ended.incrementAndGet();
                    }
                }));
    }

    /// As the JDK's look-up, which no interrupt ends.
    private InetAddress[] hangAnyway() {
        hanging.release();
        while (never.getCount() > 0) {
            try {
                never.await();
            } catch (InterruptedException e) {
                ended.incrementAndGet();
            }
        }
        return new InetAddress[0];
    }
}
