package dev.interim.engine.scan.value;

import dev.interim.engine.simd.Beginnings;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/// The texts that stand for "no value".
public final class NullTokens {
    private final boolean isEmptyNull;
    private final byte[][] tokens;

    /// @param texts matched exactly, in UTF-8
    public NullTokens(Collection<String> texts) {
        tokens =
                texts.stream()
                        .filter(text -> !text.isEmpty())
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new);
        isEmptyNull = texts.contains("");
    }

    /// Whether every text is a value.
    boolean isNothing() {
        return !isEmptyNull && tokens.length == 0;
    }

    /// Whether the empty text stands for no value.
    boolean isEmptyNull() {
        return isEmptyNull;
    }

    /// The bytes of the longest token.
    int longest() {
        return Arrays.stream(tokens).mapToInt(token -> token.length).max().orElse(0);
    }

    /// The bytes of the shortest token that starts with this byte, 0 when there is none.
    int shortest(byte first) {
        return Arrays.stream(tokens)
                .filter(token -> token[0] == first)
                .mapToInt(token -> token.length)
                .min()
                .orElse(0);
    }

    /// What may be the third byte of a token, a bit for each lowest five bits.
    ///
    /// @param second the lowest five bits of the second byte
    int thirds(int second) {
        return Arrays.stream(tokens)
                .filter(token -> token.length > 2 && (token[1] & Beginnings.LOWEST) == second)
                .mapToInt(token -> 1 << token[2])
                .reduce(0, (some, others) -> some | others);
    }

    /// What may follow this byte where it is the first of a token, as [Beginnings] have it.
    int seconds(byte first) {
        return Arrays.stream(tokens)
                .filter(token -> token[0] == first)
                .mapToInt(token -> token.length == 1 ? Beginnings.ANY : 1 << token[1])
                .reduce(0, (some, others) -> some | others);
    }

    /// Whether the text in `[from, to)` stands for no value.
    public boolean matches(byte[] bytes, int from, int to) {
        if (from == to) {
            return isEmptyNull;
        }
        for (byte[] token : tokens) {
            if (to - from == token.length
                    && Arrays.equals(bytes, from, to, token, 0, token.length)) {
                return true;
            }
        }
        return false;
    }
}
