package dev.interim.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// What is kept of a key: its SHA-256. Keys are 256 random bits, so nobody gets from the hash to
/// the key by trying, and there is nothing that a slow hash or a salt would add.
final class KeyHash {
    private static final String ALGORITHM = "sha256:";
    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

    private final byte[] digest;

    private KeyHash(byte[] digest) {
        this.digest = digest;
    }

    /// The hash of a key.
    static KeyHash of(String key) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return new KeyHash(sha256.digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java machine has SHA-256", e);
        }
    }

    /// Reads a hash.
    ///
    /// @throws IllegalArgumentException when it is none; it does not say what was given, which may
    ///   be a key
    static KeyHash parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "is no hash: that is sha256: and 64 hexadecimal digits, as"
                            + " 'java -jar interim.jar key' prints it");
        }
        return new KeyHash(HexFormat.of().parseHex(text.substring(ALGORITHM.length())));
    }

    /// Whether both are of the same key; takes as long whether they are or not.
    boolean isSame(KeyHash other) {
        return MessageDigest.isEqual(digest, other.digest);
    }

    @Override
    public String toString() {
        return ALGORITHM + HexFormat.of().formatHex(digest);
    }
}
