package dev.interim.engine.source;

import dev.interim.engine.failure.FailureException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Something went wrong that may go well at another try.
final class SetbackException extends Exception {
    private static final long serialVersionUID = 1L;

    private final FailureException failure;
    private final @Nullable Duration asked;

    /// @param failure what it is when there is no other try
    SetbackException(FailureException failure) {
        this(failure, null);
    }

    /// @param asked how long a busy server wants to be left alone
    SetbackException(FailureException failure, @Nullable Duration asked) {
        super(failure);
        this.failure = failure;
        this.asked = asked;
    }

    FailureException failure() {
        return failure;
    }

    /// How long the server wants to be left alone; zero when it does not say.
    Duration asked() {
        return asked == null ? Duration.ZERO : asked;
    }

    /// Whether the server is too busy, and nothing else went wrong.
    boolean isBusy() {
        return asked != null;
    }

    /// The same, with a sentence that says more.
    SetbackException saying(FailureException more) {
        return new SetbackException(more, asked);
    }
}
