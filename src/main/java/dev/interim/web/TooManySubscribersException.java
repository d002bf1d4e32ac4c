package dev.interim.web;

/// All places for those who follow are taken; later there will be one.
final class TooManySubscribersException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManySubscribersException(String sentence) {
        super(sentence);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
