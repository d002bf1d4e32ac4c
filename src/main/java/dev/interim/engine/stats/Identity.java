package dev.interim.engine.stats;

import dev.interim.engine.batch.Kind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// Whether two values whose hashes are the same are the same value: the hash is public and can be
/// inverted, so it only says where to look.
///
/// Texts are compared byte by byte. Of a value longer than [Texts#KEPT] bytes that many are kept,
/// and 128 bits of the SHA-256 of all of it. The hashes of numbers that a `double` tells apart, of
/// dates, timestamps and truth values are one to one, so of these only the kinds are compared.
final class Identity {
    private static final byte INTEGER = Kind.INTEGER.code();
    private static final byte DECIMAL = Kind.DECIMAL.code();
    private static final byte TEXT = Kind.TEXT.code();

    /// Shorter integers are below 2^53.
    private static final int LONG_INTEGER = 16;

    private static final int DIGEST = 16;

    /// How many bytes are kept of a value at most.
    static final int MOST = Texts.KEPT + DIGEST;

    private static final byte[] NO_DIGEST = new byte[DIGEST];

    private Identity() {}

    /// The kind that a value is compared as: an integer that is too long to be kept is any other
    /// number where a `double` holds it.
    static byte kind(byte kind, byte[] bytes, int from, int to) {
        boolean isOther =
                kind == INTEGER && to - from > Texts.KEPT && !isBeyondDouble(bytes, from, to);
        return isOther ? DECIMAL : kind;
    }

    /// What is kept of the value that fills `[from, to)`.
    static byte[] kept(byte kind, byte[] bytes, int from, int to) {
        if (to - from <= Texts.KEPT) {
            return Arrays.copyOfRange(bytes, from, to);
        }
        byte[] kept = Arrays.copyOfRange(bytes, from, from + MOST);
        int start = kind == INTEGER ? digits(bytes, from, to) : from;
        System.arraycopy(digest(bytes, start, to), 0, kept, Texts.KEPT, DIGEST);
        return kept;
    }

    /// The bytes of a kept value that may be shown.
    static byte[] text(byte... kept) {
        return kept.length <= Texts.KEPT ? kept : Arrays.copyOf(kept, Texts.KEPT);
    }

    /// Whether two values of a batch that have the same hash are the same.
    static boolean isSame(
            byte kind, byte[] bytes, int from, int to, byte otherKind, int otherFrom, int otherTo) {
        if (to - from == otherTo - otherFrom && kind == otherKind) {
            if (Arrays.equals(bytes, from, to, bytes, otherFrom, otherTo)) {
                return true;
            }
        }
        boolean areLong = Math.max(to - from, otherTo - otherFrom) >= LONG_INTEGER;
        return isSameUnlike(kind, otherKind)
                && (!areLong
                        || !isCompared(kind, otherKind)
                        || areEqual(
                                number(kind, bytes, from, to),
                                number(otherKind, bytes, otherFrom, otherTo)));
    }

    /// Whether a value of a batch is the one that was kept, which has the same hash.
    static boolean isSame(byte kind, byte[] bytes, int from, int to, byte keptKind, byte... kept) {
        if (to - from > Texts.KEPT || kept.length == MOST) {
            return isSame(kind, kept(kind, bytes, from, to), keptKind, kept);
        }
        if (kind == keptKind && Arrays.equals(bytes, from, to, kept, 0, kept.length)) {
            return true;
        }
        boolean areLong = Math.max(to - from, kept.length) >= LONG_INTEGER;
        return isSameUnlike(kind, keptKind)
                && (!areLong
                        || !isCompared(kind, keptKind)
                        || isSame(kind, Arrays.copyOfRange(bytes, from, to), keptKind, kept));
    }

    /// Whether two kept values that have the same hash are the same.
    static boolean isSame(byte kind, byte[] kept, byte otherKind, byte... other) {
        if (kind == otherKind && Arrays.equals(kept, other)) {
            return true;
        }
        if (Math.max(kept.length, other.length) == MOST) {
            return kind == otherKind && isSameLong(kind, kept, other);
        }
        boolean areLong = Math.max(kept.length, other.length) >= LONG_INTEGER;
        return isSameUnlike(kind, otherKind)
                && (!areLong
                        || !isCompared(kind, otherKind)
                        || areEqual(
                                number(kind, kept, 0, kept.length),
                                number(otherKind, other, 0, other.length)));
    }

    /// Whether values of one kind are the same of which at least one is not kept whole.
    private static boolean isSameLong(byte kind, byte[] kept, byte... other) {
        if (kind == INTEGER) {
            return Arrays.equals(digestOf(kept), digestOf(other));
        }
        // a digest that is not known fits any, and nothing but text has none of its own
        return kind != TEXT
                || (kept.length == other.length
                        && (hasNoDigest(kept) || hasNoDigest(other))
                        && Arrays.equals(kept, 0, Texts.KEPT, other, 0, Texts.KEPT));
    }

    private static byte[] digestOf(byte... integer) {
        return integer.length == MOST
                ? Arrays.copyOfRange(integer, Texts.KEPT, MOST)
                : digest(integer, digits(integer, 0, integer.length), integer.length);
    }

    private static boolean hasNoDigest(byte... kept) {
        return Arrays.equals(kept, Texts.KEPT, MOST, NO_DIGEST, 0, DIGEST);
    }

    /// What is kept of a text of which only the first bytes are known.
    static byte[] withoutDigest(byte... first) {
        return Arrays.copyOf(first, MOST);
    }

    /// Whether values that are written differently may be the same.
    private static boolean isSameUnlike(byte kind, byte otherKind) {
        if (kind == TEXT || otherKind == TEXT) {
            return false;
        }
        if (isNumber(kind)) {
            return isNumber(otherKind);
        }
        // the hash of a date is none of a timestamp
        return kind == otherKind || (isInstant(kind) && isInstant(otherKind));
    }

    private static boolean isInstant(byte kind) {
        return kind == Kind.DATE.code() || kind == Kind.TIMESTAMP.code();
    }

    private static boolean isNumber(byte kind) {
        return kind == INTEGER || kind == DECIMAL;
    }

    /// Whether the hash of one of them may not be one to one.
    private static boolean isCompared(byte kind, byte otherKind) {
        return kind == INTEGER || otherKind == INTEGER;
    }

    private static boolean areEqual(BigDecimal one, BigDecimal other) {
        return one.compareTo(other) == 0;
    }

    /// Whether an integer has more digits than a `double` tells apart.
    static boolean isBeyondDouble(byte[] bytes, int from, int to) {
        return to - from >= LONG_INTEGER
                && !areEqual(number(INTEGER, bytes, from, to), number(DECIMAL, bytes, from, to));
    }

    /// Integers are compared by all their digits, others by the `double` they are read as.
    private static BigDecimal number(byte kind, byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.US_ASCII);
        return kind == INTEGER ? new BigDecimal(text) : new BigDecimal(Double.parseDouble(text));
    }

    /// Where the digits of an integer start that count, at its sign where it is negative.
    static int digits(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to - 1 && (bytes[at] == '0' || bytes[at] == '+')) {
            at++;
        }
        return at;
    }

    /// The first 128 bits of SHA-256.
    private static byte[] digest(byte[] bytes, int from, int to) {
        var sha = sha256();
        sha.update(bytes, from, to - from);
        return Arrays.copyOf(sha.digest(), DIGEST);
    }

    /// A new digest of SHA-256.
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
