package dev.interim.engine.failure;

import org.jspecify.annotations.Nullable;

/// A failure with its kind and a sentence for the caller.
///
/// The message is shown to strangers: it says what and where, holds no internal detail, and has no
/// control characters. What only the operator may know stands in the cause.
public final class FailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;

    /// A failure with nothing behind it.
    public FailureException(FailureKind kind, String message) {
        this(kind, message, null);
    }

    /// A failure with its cause, which only the log shows.
    public FailureException(FailureKind kind, String message, @Nullable Throwable cause) {
        super(Plain.text(message), cause);
        this.kind = kind;
    }

    /// What kind of failure this is.
    public FailureKind kind() {
        return kind;
    }

    /// The sentence for the caller.
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
