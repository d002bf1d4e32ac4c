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

    /// A text whose quotes mostly stand where they should.
    static String tame(SplittableRandom random, int mostLength) {
        var text = new StringBuilder();
        int length = random.nextInt(mostLength + 1);
        while (text.length() < length) {
            switch (random.nextInt(4)) {
                case 0 -> text.append('"').append(quoted(random)).append('"');
                case 1 -> {}
                default -> text.append("abcdefghijklmnop", 0, random.nextInt(16));
            }
            if (random.nextInt(40) == 0) {
                text.append("\"\"".substring(random.nextInt(2)));
            }
            text.append(random.nextInt(3) > 0 ? "," : random.nextBoolean() ? "\n" : "\r\n");
        }
        return text.toString();
    }

    private static String quoted(SplittableRandom random) {
        var text = new StringBuilder();
        for (int length = random.nextInt(30); length > 0; length--) {
            text.append("ab,\n\"c".charAt(random.nextInt(6)));
        }
        return text.toString().replace("\"", "\"\"");
    }

    /// The text between bytes that must not be looked at.
    static byte[] framed(String text, int frame) {
        String around = "\"".repeat(frame);
        return (around + text + around).getBytes(StandardCharsets.ISO_8859_1);
    }
}
