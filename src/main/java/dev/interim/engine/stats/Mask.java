package dev.interim.engine.stats;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The pattern of a text: `A` for an upper-case letter, `a` for another letter, `9` for a digit,
/// everything else as it is; `AB-1234` gives `AA-9999`. Patterns are cut at 40 characters.
final class Mask {
    private static final int LONGEST = 40;

    private static final byte[] MASKS = masks();

    private final byte[] buffer = new byte[LONGEST];

    /// A place to make patterns in; one owner.
    Mask() {}

    /// What the pattern of the text that fills `[from, to)` is known by.
    long hash(byte[] text, int from, int to) {
        int length = Math.min(LONGEST, to - from);
        byte seen = 0;
        for (int i = 0; i < length; i++) {
            byte character = text[from + i];
            seen |= character;
            buffer[i] = MASKS[character & 0x7F];
        }
        if (seen >= 0 && Codepoints.isAscii(text, from + length, to)) {
            return Hash.text(buffer, 0, length);
        }
        byte[] mask = of(text, from, to);
        return Hash.text(mask, 0, mask.length);
    }

    /// Whether the texts that fill `[from, to)` and `[other, otherTo)` have the same pattern.
    static boolean areSame(byte[] text, int from, int to, int other, int otherTo) {
        int length = Math.min(LONGEST, to - from);
        if (length != Math.min(LONGEST, otherTo - other)
                || !Codepoints.isAscii(text, from, to)
                || !Codepoints.isAscii(text, other, otherTo)) {
            return Arrays.equals(of(text, from, to), of(text, other, otherTo));
        }
        int at = 0;
        while (at < length && MASKS[text[from + at]] == MASKS[text[other + at]]) {
            at++;
        }
        return at == length;
    }

    private static byte[] masks() {
        byte[] masks = new byte[128];
        for (int character = 0; character < masks.length; character++) {
            masks[character] = ascii((byte) character);
        }
        return masks;
    }

    /// The pattern of the text that fills `[from, to)`, in UTF-8.
    static byte[] of(byte[] text, int from, int to) {
        if (Codepoints.isAscii(text, from, to)) {
            byte[] mask = new byte[Math.min(LONGEST, to - from)];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = MASKS[text[from + i]];
            }
            return mask;
        }
        var string = new String(text, from, to - from, StandardCharsets.UTF_8);
        return string.codePoints()
                .limit(LONGEST)
                .map(Mask::other)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte ascii(byte character) {
        return switch (AsciiShape.caseOf(character)) {
            case AsciiShape.UPPER -> (byte) 'A';
            case AsciiShape.LOWER -> (byte) 'a';
            default -> character >= '0' && character <= '9' ? (byte) '9' : character;
        };
    }

    private static int other(int character) {
        if (Character.isLetter(character)) {
            return Character.isUpperCase(character) ? 'A' : 'a';
        }
        return Character.isDigit(character) ? '9' : character;
    }
}
