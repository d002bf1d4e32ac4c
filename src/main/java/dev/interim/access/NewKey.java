package dev.interim.access;

import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.random.RandomGenerator;

/// A key that was just made: printed once, and kept by nobody here.
public final class NewKey {
    /// What every key begins with, so that it is known for one where it does not belong.
    static final String PREFIX = "interim_";

    private static final int RANDOM_BYTES = 32;

    private final String key;

    private NewKey(String key) {
        this.key = key;
    }

    /// One that nobody can guess.
    public static NewKey random() {
        return of(new SecureRandom());
    }

    static NewKey of(RandomGenerator random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new NewKey(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    String text() {
        return key;
    }

    /// Prints it with its hash, and what to do with them.
    public void printTo(PrintStream out) {
        out.printf(
                """
                key:  %s
                hash: %s

                Give the key to whoever is to use the service, and put the hash into its configuration:
                interim.access.keys.<name>.hash=%2$s
                """,
                key, KeyHash.of(key));
    }
}
