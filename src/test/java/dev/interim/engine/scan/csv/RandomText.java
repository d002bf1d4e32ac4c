package dev.interim.engine.scan.csv;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/// Short texts in which separators, quotes and line ends stand in all orders.
final class RandomText {
    private static final String ALPHABET = "ab1,,;\"\"\"\n\n\r\té ";

    private RandomText() {}

    /// A text whose characters are bytes.
    static String next(SplittableRandom random, int mostLength) {
        var text = new StringBuilder();
        int length = random.nextInt(mostLength + 1);
        while (text.length() < length) {
            switch (random.nextInt(12)) {
                case 0 -> text.append("\"a\"\"b\",");
                case 1 -> text.append("\"x\r\ny\"\r\n");
                case 2 -> text.append("abcdefghij");
                case 3 -> text.append(",,\n");
                default -> text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
        }
        return text.toString();
    }

    /// The text between bytes that must not be looked at.
    static byte[] framed(String text, int frame) {
        String around = "\"".repeat(frame);
        return (around + text + around).getBytes(StandardCharsets.ISO_8859_1);
    }
}
