package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interim.job.JobId;
import dev.interim.job.Owner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/// Places for those who follow are bounded, and given back.
class SubscribersTest {
    private static final JobId ONE = new JobId(new UUID(0x7001L, Long.MIN_VALUE));
    private static final JobId OTHER = new JobId(new UUID(0x7002L, Long.MIN_VALUE));

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger hungUp = new AtomicInteger();
    private final Subscribers subscribers =
            new Subscribers(
                    new WebSettings(
                            Duration.ofSeconds(15),
                            Duration.ofDays(1),
                            3,
                            2,
                            null,
                            Set.of(),
                            Set.of(),
                            1,
                            Duration.ofDays(1)),
                    nanos::get);

    /// Asks for one event at a time, when it is told to.
    private static final class Reader extends BaseSubscriber<Integer> {
        final List<Integer> got = new ArrayList<>();

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            request(1);
        }

        @Override
        protected void hookOnNext(Integer event) {
            got.add(event);
        }
    }

    private Reader admitted(JobId job) {
        var reader = new Reader();
        subscribers
                .admit(Owner.ANYBODY, job, Flux.range(1, 2), hungUp::incrementAndGet)
                .subscribe(reader);
        return reader;
    }

    @AfterEach
    void close() {
        subscribers.close();
    }

    @Test
    void moreThanThereArePlacesForAreRefused() {
        admitted(ONE);
        admitted(ONE);
        assertThatThrownBy(() -> admitted(ONE))
                .isInstanceOf(TooManySubscribersException.class)
                .hasMessageContaining("this job");
        admitted(OTHER);
        assertThatThrownBy(() -> admitted(OTHER))
                .isInstanceOf(TooManySubscribersException.class)
                .hasMessageNotContaining("this job");
        assertThat(subscribers.count()).isEqualTo(3);
    }

    @Test
    void whoLeavesMakesRoom() {
        var leaving = admitted(ONE);
        var ending = admitted(ONE);
        leaving.cancel();
        ending.request(5);
        assertThat(ending.got).containsExactly(1, 2);
        assertThat(subscribers.count()).isZero();
        admitted(ONE);
        admitted(ONE);
    }

    @Test
    void whoHasNotReadForTooLongIsCutOffAndNobodyElse() {
        var deaf = admitted(ONE);
        nanos.set(Duration.ofDays(1).toNanos() - 1);
        subscribers.look();
        assertThat(hungUp).hasValue(0);
        assertThat(subscribers.behind()).isEqualTo(1);
        var keen = admitted(OTHER);
        nanos.set(Duration.ofDays(1).toNanos());
        subscribers.look();
        assertThat(hungUp).hasValue(1);
        assertThat(subscribers.count()).isEqualTo(1);
        keen.request(1);
        assertThat(keen.got).containsExactly(1, 2);
        assertThat(subscribers.behind()).isZero();
        deaf.cancel();
        assertThat(subscribers.count()).isZero();
    }

    @Test
    void whoWaitsForWhatHasNotComeYetIsNotCutOff() {
        subscribers.admit(Owner.ANYBODY, ONE, Flux.never(), hungUp::incrementAndGet).subscribe();
        nanos.set(Duration.ofDays(9).toNanos());
        subscribers.look();
        assertThat(hungUp).hasValue(0);
    }
}
