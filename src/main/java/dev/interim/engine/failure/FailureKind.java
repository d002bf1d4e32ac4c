package dev.interim.engine.failure;

import java.util.Locale;

/// Every way in which a request or a job can fail.
///
/// The same kind names the problem that a client sees, the label of the metric and the last event
/// of a job.
public enum FailureKind {
    /// The request itself is wrong: an unknown word, a bad address, options that contradict each
    /// other.
    INVALID_REQUEST(Blame.CALLER, false),
    /// The caller has not said who they are.
    UNAUTHORIZED(Blame.CALLER, false),
    /// The caller may not do this.
    FORBIDDEN(Blame.CALLER, false),
    /// The source may not be read from here: outside the roots, not a public address, a bad scheme.
    FORBIDDEN_SOURCE(Blame.CALLER, false),
    /// There is no such thing, or not for this caller.
    NOT_FOUND(Blame.CALLER, false),
    /// The state of the job forbids what was asked.
    CONFLICT(Blame.CALLER, false),
    /// A configured limit was reached.
    TOO_LARGE(Blame.CALLER, false),
    /// An idempotency key came again with another request.
    IDEMPOTENCY_MISMATCH(Blame.CALLER, false),
    /// The bytes are not the data they should be.
    MALFORMED_DATA(Blame.SOURCE, false),
    /// The source could not be reached, answered with an error, or broke off.
    SOURCE_UNAVAILABLE(Blame.SOURCE, true),
    /// The source became another one while it was being fetched; the two were not mixed.
    SOURCE_CHANGED(Blame.SOURCE, true),
    /// All places are taken; later there will be one.
    OVER_CAPACITY(Blame.SERVICE, true),
    /// A mistake of ours.
    INTERNAL(Blame.SERVICE, false);

    /// Whose fault a failure is.
    public enum Blame {
        /// Whoever sent the request.
        CALLER,
        /// Whoever serves the data.
        SOURCE,
        /// This service.
        SERVICE
    }

    private final Blame blame;
    private final boolean isRetryable;

    FailureKind(Blame blame, boolean isRetryable) {
        this.blame = blame;
        this.isRetryable = isRetryable;
    }

    /// Whose fault it is.
    public Blame blame() {
        return blame;
    }

    /// Whether the same request may well succeed later.
    public boolean isRetryable() {
        return isRetryable;
    }

    /// The kind as it stands in problems, events and metric labels: `malformed-data`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
