package dev.interim.engine.source;

import dev.interim.engine.failure.FailureException;
import java.time.Duration;

/// Something went wrong that may go well at another try.
final class SetbackException extends Exception {
    private static final long serialVersionUID = 1L;

    private final FailureException failure;
    private final Duration asked;

    /// @param failure what it is when there is no other try
    SetbackException(FailureException failure) {
        this(failure, Duration.ZERO);
    }

    /// @param asked how long the server wants to be left alone
    SetbackException(FailureException failure, Duration asked) {
        super(failure);
        this.failure = failure;
        this.asked = asked;
    }

    FailureException failure() {
        return failure;
    }

    Duration asked() {
        return asked;
    }
}
