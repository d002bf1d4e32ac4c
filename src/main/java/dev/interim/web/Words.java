package dev.interim.web;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Constants as they stand on the wire.
final class Words {
    private Words() {}

    /// `INTERACTIVE` as `interactive`.
    static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /// Whether a parameter of the query says yes, as it also does with no value.
    static boolean flag(String name, @Nullable String given) {
        return switch (given) {
            case null -> false;
            case "false" -> false;
            case "", "true" -> true;
            default ->
                    throw new FailureException(
                            FailureKind.INVALID_REQUEST, name + " must be true or false");
        };
    }
}
