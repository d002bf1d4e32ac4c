package dev.interim.web;

import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What tells requests apart in few bytes, however long they are (SHA-256).
final class Fingerprint {
    private Fingerprint() {}

    /// That of some words in a row, none of which holds a line end.
    static String of(String... words) {
        return hex(sha256().digest(String.join("\n", words).getBytes(StandardCharsets.UTF_8)));
    }

    /// That of all that was read from there; to be called once.
    static String of(DigestInputStream read) {
        return hex(read.getMessageDigest().digest());
    }

    /// A digest that has seen nothing yet.
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }
}
