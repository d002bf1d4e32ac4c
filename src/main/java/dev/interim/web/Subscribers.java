package dev.interim.web;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.job.JobId;
import dev.interim.job.Owner;
import dev.interim.schedule.Ticker;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/// All who follow a job: no more than there are places for, and none that has stopped reading.
///
/// Any thread.
@Component
class Subscribers implements AutoCloseable {
    /// How often in the time that a subscriber has to read it is looked after.
    private static final int LOOKS = 4;

    private final WebSettings settings;
    private final Ticker ticker;
    private final Disposable looking;
    private final Set<Place<?>> open = ConcurrentHashMap.newKeySet();
    private final Map<JobId, Integer> ofJobs = new HashMap<>();
    private final Map<Owner, Integer> ofOwners = new HashMap<>();
    private int all;

    @Autowired
    Subscribers(WebSettings settings, Ticker ticker) {
        this.settings = settings;
        this.ticker = ticker;
        long nanos = Math.max(1, settings.readTimeout().toNanos() / LOOKS);
        looking =
                Schedulers.parallel()
                        .schedulePeriodically(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /// The same stream, which has a place from now on until it ends; it must be subscribed to.
    ///
    /// @param hangUp ends the connection of a subscriber that has stopped reading
    /// @param follower who follows, whosever job it is
    /// @throws TooManySubscribersException when all places are taken
    /// @throws FailureException `OVER_CAPACITY` when all those of this follower are
    <T> Flux<T> admit(Owner follower, JobId job, Flux<T> stream, Runnable hangUp) {
        take(follower, job);
        var place = new Place<T>(follower, job, hangUp);
        open.add(place);
        return place.over(stream);
    }

    /// How many there are.
    synchronized int count() {
        return all;
    }

    /// How many have not read yet what was sent to them last.
    long behind() {
        return open.stream().filter(place -> !place.isReading).count();
    }

    /// Refuses when no further one has a place, whatever the job.
    ///
    /// @throws TooManySubscribersException when all places are taken
    /// @throws FailureException `OVER_CAPACITY` when all those of this follower are
    synchronized void requirePlace(Owner follower) {
        if (all >= settings.subscribers()) {
            throw new TooManySubscribersException(
                    "as many follow jobs already as there are places for: "
                            + settings.subscribers());
        }
        int most =
                Objects.requireNonNullElse(settings.subscribersPerOwner(), settings.subscribers());
        if (ofOwners.getOrDefault(follower, 0) >= most) {
            throw new FailureException(
                    FailureKind.OVER_CAPACITY,
                    "you follow as many jobs already as you may: " + most);
        }
    }

    private synchronized void take(Owner follower, JobId job) {
        requirePlace(follower);
        int ofJob = ofJobs.getOrDefault(job, 0);
        if (ofJob >= settings.subscribersPerJob()) {
            throw new TooManySubscribersException(
                    "as many follow this job already as there are places for: "
                            + settings.subscribersPerJob());
        }
        all++;
        ofJobs.put(job, ofJob + 1);
        ofOwners.merge(follower, 1, Integer::sum);
    }

    private void leave(Place<?> place) {
        if (open.remove(place)) {
            synchronized (this) {
                all--;
                lessen(ofJobs, place.job);
                lessen(ofOwners, place.follower);
            }
        }
    }

    private static <K> void lessen(Map<K, Integer> counts, K key) {
        counts.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
    }

    /// Hangs up on those who have not read for too long.
    void look() {
        long now = ticker.nanos();
        for (Place<?> place : open) {
            if (place.isStuckAt(now)) {
                leave(place);
                place.hangUp.run();
            }
        }
    }

    @Override
    public void close() {
        looking.dispose();
    }

    /// Where one subscriber sits.
    private final class Place<T> {
        private final Owner follower;
        private final JobId job;
        private final Runnable hangUp;
        private volatile boolean isReading;
        private volatile long sentNanos;

        Place(Owner follower, JobId job, Runnable hangUp) {
            this.follower = follower;
            this.job = job;
            this.hangUp = hangUp;
            isReading = true;
        }

        /// Something was sent and nothing more was asked for: it is still being written.
        Flux<T> over(Flux<T> stream) {
            return stream.doOnNext(
                            _ -> {
                                sentNanos = ticker.nanos();
                                isReading = false;
                            })
                    .doOnRequest(_ -> isReading = true)
                    .doFinally(_ -> leave(this));
        }

        boolean isStuckAt(long now) {
            return !isReading && now - sentNanos >= settings.readTimeout().toNanos();
        }
    }
}
