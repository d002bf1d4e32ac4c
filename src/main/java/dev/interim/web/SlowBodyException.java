package dev.interim.web;

import java.io.InterruptedIOException;

/// A body arrives more slowly than it must.
final class SlowBodyException extends InterruptedIOException {
    private static final long serialVersionUID = 1;

    SlowBodyException(String sentence) {
        super(sentence);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
