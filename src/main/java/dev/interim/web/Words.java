package dev.interim.web;

import java.util.Locale;

/// Constants as they stand on the wire.
final class Words {
    private Words() {}

    /// `INTERACTIVE` as `interactive`.
    static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
