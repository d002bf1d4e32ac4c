package dev.interim.web;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.failure.Plain;
import org.jspecify.annotations.Nullable;

/// Whether whoever starts a job watches it in the answer, and how.
enum Follow {
    NOT,
    PRINTED,
    REDRAWN;

    private static final int LONGEST_WORD = 100;

    /// What the parameter says; with no value it says yes.
    ///
    /// @throws FailureException `INVALID_REQUEST` where the word is not known
    static Follow of(@Nullable String given) {
        return switch (given) {
            case null -> NOT;
            case "false" -> NOT;
            case "", "true" -> PRINTED;
            case "redraw" -> REDRAWN;
            default ->
                    throw new FailureException(
                            FailureKind.INVALID_REQUEST,
                            "follow must be true, false or redraw, not '"
                                    + Plain.text(given, LONGEST_WORD)
                                    + "'");
        };
    }
}
