package dev.interim.engine.stats;

import java.util.Locale;
import java.util.Set;

/// Values that people and programs usually write where there is none.
final class Sentinels {
    private static final Set<String> USUAL =
            Set.of(
                    "-",
                    "--",
                    "---",
                    ".",
                    "?",
                    "??",
                    "*",
                    "n/a",
                    "n.a.",
                    "n.a",
                    "na",
                    "null",
                    "nil",
                    "none",
                    "nan",
                    "undefined",
                    "unknown",
                    "missing",
                    "tbd",
                    "(null)",
                    "<null>",
                    "<na>",
                    "#n/a",
                    "#null!",
                    "\\n",
                    "-1",
                    "-9",
                    "-99",
                    "-999",
                    "-9999",
                    "-99999",
                    "-999999",
                    "9999",
                    "99999",
                    "999999",
                    "1900-01-01",
                    "1970-01-01",
                    "9999-12-31",
                    "1900-01-01 00:00:00",
                    "1970-01-01 00:00:00",
                    "9999-12-31 23:59:59",
                    "1970-01-01t00:00:00z");

    private Sentinels() {}

    static boolean isUsual(String value) {
        return USUAL.contains(value.strip().toLowerCase(Locale.ROOT));
    }
}
