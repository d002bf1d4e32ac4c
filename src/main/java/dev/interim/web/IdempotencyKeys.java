package dev.interim.web;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.source.UploadSource;
import dev.interim.job.Job;
import dev.interim.job.JobId;
import dev.interim.job.JobService;
import dev.interim.job.Race;
import dev.interim.job.RaceId;
import dev.interim.job.RaceService;
import dev.interim.job.Viewer;
import dev.interim.schedule.Ticker;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Remembers which request started which job or race, so that a request sent twice starts one.
///
/// A key is of its owner: the same key of another is another key, and tells nothing. Bounded: a key
/// is forgotten after a while, and when there are too many before that, whoever has most forgets
/// what it used least lately. Any thread.
@Component
class IdempotencyKeys {
    static final String HEADER = "Idempotency-Key";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,200}");

    private final JobService jobs;
    private final RaceService races;
    private final Ticker ticker;
    private final FairMap<Use> uses;
    private final long mostNanos;

    IdempotencyKeys(JobService jobs, RaceService races, Ticker ticker, WebSettings settings) {
        this.jobs = jobs;
        this.races = races;
        this.ticker = ticker;
        uses = new FairMap<>(settings.idempotencyKeys());
        mostNanos = settings.idempotencyTime().toNanos();
    }

    /// What a request started.
    ///
    /// @param isNew whether it was this very sending of it
    record Started<T>(T it, boolean isNew) {}

    /// How something is started, and how it is found again.
    private record Startable<T>(
            Supplier<T> start, Function<T, UUID> id, Function<UUID, Optional<T>> known) {}

    /// The job that was started under the key of a request, or the one that is started now.
    ///
    /// Of several requests at the same time one starts it and the others wait for that. A job that
    /// is forgotten, could not be started, or was sent as an upload that broke off, frees its key.
    ///
    /// @throws FailureException `IDEMPOTENCY_MISMATCH` when the key came with another request,
    ///   `INVALID_REQUEST` when it is none
    Started<Job> job(Attempt attempt, Supplier<Job> start) {
        var viewer = new Viewer.OwnJobs(attempt.owner());
        return once(
                attempt,
                new Startable<>(
                        start,
                        job -> job.id().uuid(),
                        id ->
                                known(() -> jobs.get(viewer, new JobId(id)))
                                        .filter(job -> !isCutOff(job))));
    }

    /// The race that was started under the key of a request, or the one that is started now; in all
    /// else as [#job].
    Started<Race> race(Attempt attempt, Supplier<Race> start) {
        var viewer = new Viewer.OwnJobs(attempt.owner());
        return once(
                attempt,
                new Startable<>(
                        start,
                        race -> race.id().uuid(),
                        id -> known(() -> races.get(viewer, new RaceId(id)))));
    }

    private static <T> Optional<T> known(Supplier<T> search) {
        try {
            return Optional.of(search.get());
        } catch (FailureException forgotten) {
            return Optional.empty();
        }
    }

    /// Whether the request never came whole, which is what clients repeat requests for.
    private static boolean isCutOff(Job known) {
        var now = known.status();
        FailureException failure = now.failure();
        return failure != null
                && failure.kind() == FailureKind.SOURCE_UNAVAILABLE
                && now.uri().equals(UploadSource.URI);
    }

    private <T> Started<T> once(Attempt attempt, Startable<T> what) {
        String text = attempt.key();
        if (text == null) {
            return new Started<>(what.start().get(), true);
        }
        if (!KEY.matcher(text).matches()) {
            throw new FailureException(
                    FailureKind.INVALID_REQUEST,
                    HEADER + " must be 1 to 200 visible ASCII characters");
        }
        var key = new FairMap.Key(attempt.owner(), text);
        while (true) {
            var started = use(key, attempt.request()).start(key, what);
            if (started.isPresent()) {
                return started.get();
            }
        }
    }

    private Use use(FairMap.Key key, String request) {
        synchronized (uses) {
            long now = ticker.nanos();
            uses.removeEarliest(use -> now - use.since >= mostNanos);
            var use = uses.get(key);
            if (use == null) {
                use = new Use(request, now);
                uses.put(key, use);
            }
            if (!use.request.equals(request)) {
                throw new FailureException(
                        FailureKind.IDEMPOTENCY_MISMATCH,
                        "this " + HEADER + " came with another request before");
            }
            return use;
        }
    }

    /// How many keys are remembered.
    int count() {
        synchronized (uses) {
            return uses.size();
        }
    }

    /// The use of one key.
    private final class Use {
        private final String request;
        private final long since;
        private @Nullable UUID id;
        private boolean isOver;

        Use(String request, long since) {
            this.request = request;
            this.since = since;
        }

        /// Empty when the key is free again, to be used anew.
        synchronized <T> Optional<Started<T>> start(FairMap.Key key, Startable<T> what) {
            if (isOver) {
                return Optional.empty();
            }
            if (id != null) {
                return existing(key, what.known().apply(id));
            }
            try {
                T started = what.start().get();
                id = what.id().apply(started);
                return Optional.of(new Started<>(started, true));
            } finally {
                if (id == null) {
                    free(key);
                }
            }
        }

        private <T> Optional<Started<T>> existing(FairMap.Key key, Optional<T> known) {
            if (known.isEmpty()) {
                free(key);
            }
            return known.map(it -> new Started<>(it, false));
        }

        private void free(FairMap.Key key) {
            isOver = true;
            synchronized (uses) {
                uses.remove(key, this);
            }
        }
    }
}
