package dev.interim.engine.source;

import java.util.List;

/// A pattern for one name: texts with any text between two of them, which does not begin with the
/// dot of a hidden name.
///
/// @param texts in the order of the pattern, at least one; the first and the last may be empty
record NamePattern(List<String> texts) {
    NamePattern {
        texts = List.copyOf(texts);
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("a pattern has at least one text");
        }
    }

    /// Whether the whole name is of this pattern.
    ///
    /// Each text is looked for once, behind the one before: where the first place is not good, no
    /// later one is. So this takes at most the length of the name times that of the pattern,
    /// however often the pattern says that anything may follow.
    boolean matches(String name) {
        String first = texts.getFirst();
        if (texts.size() == 1) {
            return name.equals(first);
        }
        String last = texts.getLast();
        int end = name.length() - last.length();
        boolean isHidden = first.isEmpty() && name.startsWith(".");
        if (isHidden || end < first.length() || !name.startsWith(first) || !name.endsWith(last)) {
            return false;
        }
        int at = first.length();
        for (String text : texts.subList(1, texts.size() - 1)) {
            int found = name.indexOf(text, at);
            if (found < 0) {
                return false;
            }
            at = found + text.length();
        }
        return at <= end;
    }
}
