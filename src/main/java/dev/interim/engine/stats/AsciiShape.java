package dev.interim.engine.stats;

/// Recognises addresses and such in ASCII text, by their bytes.
///
/// What counts is the form, not whether anything answers there: e-mail addresses as HTML's input
/// field takes them with a dot in the domain, URLs with `http`, `https` or `ftp` and a host, UUIDs
/// of 36 characters, IPv4 as four numbers up to 255 without leading zeros, IPv6 as in RFC 4291
/// without zone.
final class AsciiShape {
    /// In [#caseOf]: an upper-case letter.
    static final int UPPER = 1;

    /// In [#caseOf]: a lower-case letter.
    static final int LOWER = 2;

    private static final String IN_LOCAL_PART = ".!#$%&'*+/=?^_`{|}~-";
    private static final String NOT_IN_URL = "\"<>\u007F";
    private static final int LONGEST_LABEL = 63;

    private AsciiShape() {}

    static int caseOf(byte letter) {
        if (letter >= 'a' && letter <= 'z') {
            return LOWER;
        }
        return letter >= 'A' && letter <= 'Z' ? UPPER : 0;
    }

    static boolean isBlank(byte value) {
        return value == ' ' || (value >= '\t' && value <= '\r');
    }

    private static boolean isDigit(byte value) {
        return value >= '0' && value <= '9';
    }

    private static boolean isHex(byte value) {
        int lower = value | 0x20;
        return isDigit(value) || (lower >= 'a' && lower <= 'f');
    }

    private static boolean isAlphanumeric(byte value) {
        return isDigit(value) || caseOf(value) != 0;
    }

    /// What the text that fills `[from, to)` is, [TextForm#ASCII] when it is nothing special; it is
    /// not empty.
    static TextForm of(byte[] text, int from, int to) {
        byte first = text[from];
        if ((first == '{' || first == '[') && JsonShape.isContainer(text, from, to)) {
            return TextForm.JSON;
        }
        if (to - from == 36 && isUuid(text, from)) {
            return TextForm.UUID;
        }
        if (isDigit(first) && isIpv4(text, from, to)) {
            return TextForm.IPV4;
        }
        if ((isHex(first) || first == ':') && isIpv6(text, from, to)) {
            return TextForm.IPV6;
        }
        int mark = from;
        while (mark < to && text[mark] != ':' && text[mark] != '@') {
            mark++;
        }
        if (mark == to) {
            return TextForm.ASCII;
        }
        if (text[mark] == '@') {
            return isEmail(text, from, mark, to) ? TextForm.EMAIL : TextForm.ASCII;
        }
        return isUrl(text, from, mark, to) ? TextForm.URL : TextForm.ASCII;
    }

    private static boolean isEmail(byte[] text, int from, int at, int to) {
        for (int i = from; i < at; i++) {
            if (!isAlphanumeric(text[i]) && IN_LOCAL_PART.indexOf(text[i]) < 0) {
                return false;
            }
        }
        return at > from && isDomain(text, at + 1, to);
    }

    /// Labels with dots between them, at least two.
    private static boolean isDomain(byte[] text, int from, int to) {
        int labels = 0;
        int start = from;
        for (int i = from; i <= to; i++) {
            if (i == to || text[i] == '.') {
                boolean isLabel = i > start && i - start <= LONGEST_LABEL;
                if (!isLabel || text[start] == '-' || text[i - 1] == '-') {
                    return false;
                }
                labels++;
                start = i + 1;
            } else if (!isAlphanumeric(text[i]) && text[i] != '-') {
                return false;
            }
        }
        return labels > 1;
    }

    private static boolean isUrl(byte[] text, int from, int colon, int to) {
        boolean isScheme =
                isWord("https", text, from, colon)
                        || isWord("http", text, from, colon)
                        || isWord("ftp", text, from, colon);
        boolean hasHost =
                colon + 3 < to
                        && text[colon + 1] == '/'
                        && text[colon + 2] == '/'
                        && (isAlphanumeric(text[colon + 3]) || text[colon + 3] == '[');
        for (int i = colon; i < to && isScheme && hasHost; i++) {
            if (text[i] <= ' ' || NOT_IN_URL.indexOf(text[i]) >= 0) {
                return false;
            }
        }
        return isScheme && hasHost;
    }

    private static boolean isWord(String lowerCase, byte[] text, int from, int to) {
        if (to - from != lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            if ((text[from + i] | 0x20) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUuid(byte[] text, int from) {
        for (int i = 0; i < 36; i++) {
            boolean isDash = i == 8 || i == 13 || i == 18 || i == 23;
            if (isDash ? text[from + i] != '-' : !isHex(text[from + i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIpv4(byte[] text, int from, int to) {
        int numbers = 0;
        int at = from;
        while (at < to) {
            int start = at;
            int number = 0;
            while (at < to && isDigit(text[at]) && at - start < 3) {
                number = number * 10 + text[at++] - '0';
            }
            boolean isPlain = at > start && (at == start + 1 || text[start] != '0');
            if (!isPlain || number > 255) {
                return false;
            }
            numbers++;
            if (at < to && (text[at++] != '.' || at == to)) {
                return false;
            }
        }
        return numbers == 4;
    }

    private static boolean isIpv6(byte[] text, int from, int to) {
        int groups = 0;
        boolean isShortened = false;
        int at = from;
        if (to - from >= 2 && text[from] == ':' && text[from + 1] == ':') {
            isShortened = true;
            at += 2;
        }
        while (at < to) {
            int start = at;
            while (at < to && isHex(text[at]) && at - start < 4) {
                at++;
            }
            if (at < to && text[at] == '.') {
                groups += 2;
                return isIpv4(text, start, to) && (isShortened ? groups <= 7 : groups == 8);
            }
            if (at == start) {
                return false;
            }
            groups++;
            if (at == to) {
                break;
            }
            if (text[at++] != ':' || at == to) {
                return false;
            }
            if (text[at] == ':') {
                if (isShortened) {
                    return false;
                }
                isShortened = true;
                at++;
            }
        }
        return isShortened ? groups <= 7 : groups == 8;
    }
}
