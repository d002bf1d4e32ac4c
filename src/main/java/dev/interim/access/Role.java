package dev.interim.access;

import java.util.Locale;

/// What a caller may do; each may also do what those before it may.
public enum Role {
    /// Look at its own jobs, and follow them.
    READ,
    /// Start jobs, change and end its own.
    SUBMIT,
    /// The same with everybody's jobs.
    ADMINISTER;

    /// The word for it in configuration and tokens.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
