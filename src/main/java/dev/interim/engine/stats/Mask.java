package dev.interim.engine.stats;

import java.nio.charset.StandardCharsets;

/// The pattern of a text: `A` for an upper-case letter, `a` for another letter, `9` for a digit,
/// everything else as it is; `AB-1234` gives `AA-9999`. Patterns are cut at 40 characters.
final class Mask {
    private static final int LONGEST = 40;

    private Mask() {}

    /// The pattern of the text that fills `[from, to)`, in UTF-8.
    static byte[] of(byte[] text, int from, int to) {
        if (Codepoints.isAscii(text, from, to)) {
            byte[] mask = new byte[Math.min(LONGEST, to - from)];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = ascii(text[from + i]);
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
