package dev.interim.web;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.source.UploadSource;
import dev.interim.job.Job;
import dev.interim.job.JobId;
import dev.interim.job.JobService;
import dev.interim.job.Owner;
import dev.interim.job.Viewer;
import dev.interim.schedule.Ticker;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Remembers which request started which job, so that a request sent twice starts one.
///
/// A key is of its owner: the same key of another is another key, and tells nothing. Bounded: a key
/// is forgotten after a while, and when there are too many before that, whoever has most forgets
/// what it used least lately. Any thread.
@Component
class IdempotencyKeys {
    static final String HEADER = "Idempotency-Key";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,200}");

    private final JobService jobs;
    private final Ticker ticker;
    private final FairMap<Use> uses;
    private final long mostNanos;

    IdempotencyKeys(JobService jobs, Ticker ticker, WebSettings settings) {
        this.jobs = jobs;
        this.ticker = ticker;
        uses = new FairMap<>(settings.idempotencyKeys());
        mostNanos = settings.idempotencyTime().toNanos();
    }

    /// The job of a request.
    ///
    /// @param isNew whether it was started by this very request
    record Started(Job job, boolean isNew) {}

    /// The job that was started under this key, or the one that is started now.
    ///
    /// Of several requests at the same time one starts it and the others wait for that. A job that
    /// is forgotten, could not be started, or was sent as an upload that broke off, frees its key.
    ///
    /// @param owner whose request it is
    /// @param key `null` when the request has none
    /// @param request what the request says, the same for the same request
    /// @throws FailureException `IDEMPOTENCY_MISMATCH` when the key came with another request,
    ///   `INVALID_REQUEST` when it is none
    Started once(Owner owner, @Nullable String key, String request, Supplier<Job> start) {
        if (key == null) {
            return new Started(start.get(), true);
        }
        if (!KEY.matcher(key).matches()) {
            throw new FailureException(
                    FailureKind.INVALID_REQUEST,
                    HEADER + " must be 1 to 200 visible ASCII characters");
        }
        var own = new FairMap.Key(owner, key);
        while (true) {
            var started = use(own, request).start(own, start);
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
        private @Nullable JobId job;
        private boolean isOver;

        Use(String request, long since) {
            this.request = request;
            this.since = since;
        }

        /// Empty when the key is free again, to be used anew.
        synchronized Optional<Started> start(FairMap.Key key, Supplier<Job> start) {
            if (isOver) {
                return Optional.empty();
            }
            if (job != null) {
                return existing(key, job);
            }
            try {
                var started = start.get();
                job = started.id();
                return Optional.of(new Started(started, true));
            } finally {
                if (job == null) {
                    free(key);
                }
            }
        }

        private Optional<Started> existing(FairMap.Key key, JobId id) {
            var known = known(key.owner(), id).filter(it -> !isCutOff(it));
            if (known.isEmpty()) {
                free(key);
            }
            return known.map(it -> new Started(it, false));
        }

        private Optional<Job> known(Owner owner, JobId id) {
            try {
                return Optional.of(jobs.get(new Viewer.OwnJobs(owner), id));
            } catch (FailureException forgotten) {
                return Optional.empty();
            }
        }

        /// Whether the request never came whole, which is what clients repeat requests for.
        private boolean isCutOff(Job known) {
            var now = known.status();
            FailureException failure = now.failure();
            return failure != null
                    && failure.kind() == FailureKind.SOURCE_UNAVAILABLE
                    && now.uri().equals(UploadSource.URI);
        }

        private void free(FairMap.Key key) {
            isOver = true;
            synchronized (uses) {
                uses.remove(key, this);
            }
        }
    }
}
