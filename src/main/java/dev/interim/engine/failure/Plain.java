package dev.interim.engine.failure;

/// Foreign text made fit for logs, events and pages.
public final class Plain {
    private static final int LONGEST = 1_000;

    private Plain() {}

    /// The text with control and format characters replaced by U+FFFD, cut at 1,000 characters.
    public static String text(String foreign) {
        return text(foreign, LONGEST);
    }

    /// The text with control, format and unpaired surrogate characters replaced by U+FFFD, cut at
    /// `longest` characters; where it was cut it ends in an ellipsis.
    public static String text(String foreign, int longest) {
        var plain = new StringBuilder(Math.min(foreign.length(), longest));
        int at = 0;
        while (at < foreign.length()) {
            int codePoint = foreign.codePointAt(at);
            int width = Character.charCount(codePoint);
            if (plain.length() + width > longest) {
                return plain.append('…').toString();
            }
            plain.appendCodePoint(isPlain(codePoint) ? codePoint : 0xFFFD);
            at += width;
        }
        return plain.toString();
    }

    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
