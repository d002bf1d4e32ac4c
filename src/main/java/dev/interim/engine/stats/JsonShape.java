package dev.interim.engine.stats;

/// Whether a text is a JSON object or array (RFC 8259) without blanks around it, nested at most 64
/// deep. Escapes and numbers are checked, UTF-8 is not. One text at a time; one owner.
final class JsonShape {
    private static final int DEEPEST = 64;
    private static final String BLANKS = " \t\r\n";

    private final byte[] text;
    private final int to;
    private int at;

    private JsonShape(byte[] text, int from, int to) {
        this.text = text;
        this.to = to;
        at = from;
    }

    static boolean isContainer(byte[] text, int from, int to) {
        boolean mayBe = text[from] == '{' ? text[to - 1] == '}' : text[from] == '[';
        if (!mayBe) {
            return false;
        }
        var shape = new JsonShape(text, from, to);
        return shape.value(0) && shape.at == to;
    }

    private boolean value(int depth) {
        if (at == to) {
            return false;
        }
        return switch (text[at]) {
            case '{' -> container((byte) '}', depth);
            case '[' -> container((byte) ']', depth);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        };
    }

    private boolean container(byte end, int depth) {
        if (depth == DEEPEST) {
            return false;
        }
        at++;
        blanks();
        if (take(end)) {
            return true;
        }
        while (true) {
            blanks();
            if (end == '}' && !name()) {
                return false;
            }
            if (!value(depth + 1)) {
                return false;
            }
            blanks();
            if (take(end)) {
                return true;
            }
            if (!take((byte) ',')) {
                return false;
            }
        }
    }

    private boolean name() {
        if (at == to || text[at] != '"' || !string()) {
            return false;
        }
        blanks();
        boolean hasColon = take((byte) ':');
        blanks();
        return hasColon;
    }

    private boolean string() {
        at++;
        while (at < to) {
            byte next = text[at++];
            if (next == '"') {
                return true;
            }
            if ((next >= 0 && next < ' ') || (next == '\\' && !escape())) {
                return false;
            }
        }
        return false;
    }

    private boolean escape() {
        if (at == to) {
            return false;
        }
        byte kind = text[at++];
        if (kind != 'u') {
            return "\"\\/bfnrt".indexOf(kind) >= 0;
        }
        int end = at + 4;
        while (at < Math.min(end, to) && Character.digit(text[at], 16) >= 0) {
            at++;
        }
        return at == end;
    }

    private boolean word(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (!take((byte) word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean number() {
        take((byte) '-');
        boolean isZero = take((byte) '0');
        if (!isZero && !digits()) {
            return false;
        }
        if (take((byte) '.') && !digits()) {
            return false;
        }
        if (take((byte) 'e') || take((byte) 'E')) {
            if (!take((byte) '+')) {
                take((byte) '-');
            }
            return digits();
        }
        return true;
    }

    private boolean digits() {
        int start = at;
        while (at < to && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at > start;
    }

    private void blanks() {
        while (at < to && BLANKS.indexOf(text[at]) >= 0) {
            at++;
        }
    }

    private boolean take(byte wanted) {
        if (at < to && text[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }
}
