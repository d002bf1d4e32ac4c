package dev.interim.engine.scan.value;

import dev.interim.engine.simd.Beginnings;
import java.util.List;

/// What a field may be, by its first bytes and its length: most texts are known by these.
final class Looks {
    // What a field may be, by its first byte.
    private static final byte NUMBER = 1;
    private static final byte BLANK = 2;

    /// A truth value or a null token, when the field is short.
    private static final byte WORD = 4;

    private static final int LONGEST_WORD = 8;

    /// All lengths from here on are alike.
    private static final int LONG = Integer.SIZE - 1;

    private static final String NUMBER_STARTS = "0123456789+-.";

    // The beginnings of all truth values and of what is no finite number.
    private static final List<String> WORDS = List.of("tru", "fal", "nan", "inf");

    private final byte[] looks;

    /// By the first byte: how long a field may be that is no text, as bits; none is empty.
    private final int[] lengths = new int[256];

    /// By the lowest five bits of the second byte of a word: which may be the third, as bits of the
    /// lowest five.
    private final int[] thirds = new int[32];

    private final Beginnings others;

    /// @param nulls what stands for no value
    Looks(NullTokens nulls) {
        looks = looks(nulls);
        int[] seconds = new int[looks.length];
        for (int first = 0; first < looks.length; first++) {
            lengths[first] = lengths(nulls, (byte) first);
            seconds[first] = nulls.seconds((byte) first) | seconds(looks[first], (byte) first);
        }
        others = new Beginnings(seconds);
        for (int second = 0; second < thirds.length; second++) {
            thirds[second] = nulls.thirds(second);
        }
        for (String word : WORDS) {
            thirds[word.charAt(1) & Beginnings.LOWEST] |= 1 << word.charAt(2);
        }
    }

    /// With what a field may begin that is no text.
    Beginnings others() {
        return others;
    }

    /// Whether no null token begins like a number.
    boolean areNumbersPlain() {
        return NUMBER_STARTS.chars().allMatch(first -> looks[first] == NUMBER);
    }

    /// Whether a field may begin with this byte that is a number or an instant, and no null token.
    boolean isPlainNumber(byte first) {
        return looks[first & 0xFF] == NUMBER;
    }

    boolean isNumber(byte first) {
        return (looks[first & 0xFF] & NUMBER) != 0;
    }

    boolean isBlank(byte first) {
        return (looks[first & 0xFF] & BLANK) != 0;
    }

    boolean isWord(byte first) {
        return (looks[first & 0xFF] & WORD) != 0;
    }

    /// Whether a field that begins as [#others] do may be something else than text.
    boolean mayBeOther(byte[] bytes, int start, int length) {
        int first = bytes[start] & 0xFF;
        if ((lengths[first] >>> Math.min(length, LONG) & 1) == 0) {
            return false;
        }
        return looks[first] != WORD
                || length <= 2
                || (thirds[bytes[start + 1] & Beginnings.LOWEST] >>> bytes[start + 2] & 1) != 0;
    }

    private static byte[] looks(NullTokens nulls) {
        var looks = new byte[256];
        NUMBER_STARTS.chars().forEach(first -> looks[first] = NUMBER);
        for (char letter : new char[] {'t', 'T', 'f', 'F', 'n', 'N', 'i', 'I'}) {
            looks[letter] = WORD;
        }
        looks[' '] = BLANK;
        for (int first = 0; first < looks.length; first++) {
            if (nulls.shortest((byte) first) > 0) {
                looks[first] |= WORD;
            }
        }
        return looks;
    }

    /// What may follow the first byte of a field that is no text and no null token.
    private static int seconds(byte look, byte first) {
        return (look & (NUMBER | BLANK)) != 0
                ? Beginnings.ANY
                : WORDS.stream()
                        .filter(word -> word.charAt(0) == (first | 0x20))
                        .mapToInt(word -> 1 << word.charAt(1))
                        .reduce(0, (some, others) -> some | others);
    }

    /// Words may be followed by blanks, up to the longest of them.
    private int lengths(NullTokens nulls, byte first) {
        if ((looks[first & 0xFF] & (NUMBER | BLANK)) != 0) {
            return -2;
        }
        int shortest =
                switch (first | 0x20) {
                    case 't' -> "true".length();
                    case 'f' -> "false".length();
                    case 'n', 'i' -> "nan".length();
                    default -> Integer.MAX_VALUE;
                };
        int shortestNull = nulls.shortest(first);
        int least = shortestNull == 0 ? shortest : Math.min(shortest, shortestNull);
        int lengths = 0;
        for (int length = least; length <= Math.max(LONGEST_WORD, nulls.longest()); length++) {
            lengths |= 1 << Math.min(length, LONG);
        }
        return lengths;
    }
}
