package dev.interim.engine.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The path and query that are sent for an address: the bytes that a browser sends (WHATWG URL).
///
/// What may not stand in a request line is percent-encoded, dot segments are removed, and nothing
/// else changes: neither the case of escapes nor composed and decomposed letters nor a `%` that
/// escapes nothing, because servers compare bytes and signatures are made over them.
final class RequestTarget {
    private static final String ENCODED_IN_QUERY = "\"#<>' ";
    private static final String ENCODED_IN_PATH = "\"#<>?^`{} ";
    private static final String DROPPED = "\t\n\r";
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int DELETE = 0x7f;
    private static final int REPLACEMENT = 0xFFFD;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private RequestTarget() {}

    /// What is sent for a path, which begins with `/`, and its query.
    static String of(String text) {
        int question = text.indexOf('?');
        if (question < 0) {
            return path(text);
        }
        return path(text.substring(0, question))
                + "?"
                + encoded(text.substring(question + 1), ENCODED_IN_QUERY);
    }

    /// Bytes of which those beyond ASCII are percent-encoded.
    static String escaped(byte[] bytes) {
        var text = new StringBuilder(bytes.length);
        for (byte value : bytes) {
            if (value < 0) {
                text.append('%').append(HEX.toHexDigits(value));
            } else {
                text.append((char) value);
            }
        }
        return text.toString();
    }

    private static String path(String text) {
        return withoutDots(encoded(text, ENCODED_IN_PATH).replace('\\', '/'));
    }

    private static String encoded(String text, String set) {
        var encoded = new StringBuilder(text.length());
        for (byte value : utf8(text)) {
            if (value < FIRST_PRINTABLE || value == DELETE || set.indexOf(value) >= 0) {
                if (DROPPED.indexOf(value) < 0) {
                    encoded.append('%').append(HEX.toHexDigits(value));
                }
            } else {
                encoded.append((char) value);
            }
        }
        return encoded.toString();
    }

    /// Half a surrogate pair becomes U+FFFD.
    private static byte[] utf8(String text) {
        int[] points = text.codePoints().map(RequestTarget::whole).toArray();
        return new String(points, 0, points.length).getBytes(StandardCharsets.UTF_8);
    }

    private static int whole(int point) {
        boolean isHalf = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        return isHalf ? REPLACEMENT : point;
    }

    /// Removes `.` and `..` by RFC 3986 5.2.4; not `%2e`, which a signature may cover.
    private static String withoutDots(String path) {
        List<String> kept = new ArrayList<>();
        String[] segments = path.split("/", -1);
        for (int i = 1; i < segments.length; i++) {
            boolean isUp = segments[i].equals("..");
            boolean isDot = isUp || segments[i].equals(".");
            if (isUp && !kept.isEmpty()) {
                kept.removeLast();
            }
            if (!isDot) {
                kept.add(segments[i]);
            } else if (i == segments.length - 1) {
                kept.add("");
            }
        }
        return "/" + String.join("/", kept);
    }
}
