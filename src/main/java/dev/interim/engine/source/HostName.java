package dev.interim.engine.source;

import static dev.interim.engine.failure.FailureKind.INVALID_REQUEST;

import dev.interim.engine.failure.FailureException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the host of an address, and refuses what two libraries could read as two hosts.
///
/// Letters beyond ASCII are written as `xn--…` (IDNA 2008), but only those that no mapping turns
/// into others: full-width digits, ideographic full stops, soft hyphens and letters whose upper or
/// lower case is ASCII are refused, so that a host never becomes a number or `localhost` on the
/// way. Unlike in {@link java.net.URI}, a label may hold `_`.
final class HostName {
    /// The sentence for a host that is none.
    static final String INVALID = "the address names no valid host";

    private static final int MAX_NAME = 253;
    private static final int MAX_LABEL = 63;
    private static final int FIRST_NON_ASCII = 0x80;
    private static final String PUNYCODE = "xn--";
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9a-fA-F]*");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-fA-F:.]*:[0-9a-fA-F:.]*]");

    private HostName() {}

    /// The host in lower case and ASCII, without brackets where it is an IPv6 address.
    ///
    /// @throws FailureException `INVALID_REQUEST`
    static String parse(String text) {
        if (text.startsWith("[")) {
            return ipv6(text);
        }
        String host = ascii(text);
        if (endsInNumber(host)) {
            check(Network.isLiteral(host), "a numeric host is four decimal numbers: 192.0.2.1");
        } else {
            check(isName(host), INVALID);
        }
        return host;
    }

    private static String ipv6(String text) {
        check(text.indexOf('%') < 0, "an IPv6 address must not have a zone");
        check(IPV6.matcher(text).matches(), INVALID);
        String host = text.substring(1, text.length() - 1).toLowerCase(Locale.ROOT);
        try {
            var _ = InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException e) {
            throw refused(INVALID, e);
        }
        return host;
    }

    /// Whether it is an IPv4 address written as IPv6: `::ffff:127.0.0.1`.
    static boolean isMapped(String host) {
        return host.indexOf(':') >= 0 && InetAddress.ofLiteral(host) instanceof Inet4Address;
    }

    private static String ascii(String text) {
        if (isAscii(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        check(text.codePoints().allMatch(HostName::isPlain), INVALID);
        String name = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        check(Normalizer.isNormalized(name, Normalizer.Form.NFKC), INVALID);
        return Arrays.stream(name.split("\\.", -1))
                .map(HostName::asciiLabel)
                .collect(Collectors.joining("."));
    }

    private static String asciiLabel(String label) {
        if (isAscii(label)) {
            return label;
        }
        check(label.length() <= MAX_LABEL && !label.startsWith(PUNYCODE), INVALID);
        check(!isMark(label.codePointAt(0)), INVALID);
        return PUNYCODE + Punycode.encode(label);
    }

    private static boolean isAscii(String text) {
        return text.codePoints().allMatch(point -> point < FIRST_NON_ASCII);
    }

    /// Whether it is ASCII, or a letter or mark that no change of case makes ASCII.
    private static boolean isPlain(int point) {
        return point < FIRST_NON_ASCII
                || ((Character.isLetter(point) || isMark(point))
                        && Character.toLowerCase(point) >= FIRST_NON_ASCII
                        && Character.toUpperCase(point) >= FIRST_NON_ASCII);
    }

    private static boolean isMark(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK ->
                    true;
            default -> false;
        };
    }

    private static boolean isName(String host) {
        String name = withoutLastDot(host);
        return name.length() <= MAX_NAME
                && Arrays.stream(name.split("\\.", -1)).allMatch(HostName::isLabel)
                && Character.isLetter(lastLabel(name).charAt(0));
    }

    private static boolean isLabel(String label) {
        return label.length() <= MAX_LABEL && LABEL.matcher(label).matches();
    }

    /// Whether some library could take the name for a number: 2130706433, 0x7f.1, 0177.0.0.1,
    /// 1.2.3.4.
    private static boolean endsInNumber(String host) {
        return NUMBER.matcher(lastLabel(withoutLastDot(host))).matches();
    }

    private static String withoutLastDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static String lastLabel(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static void check(boolean isGood, String otherwise) {
        if (!isGood) {
            throw refused(otherwise, null);
        }
    }

    private static FailureException refused(String sentence, @Nullable Exception cause) {
        return new FailureException(INVALID_REQUEST, sentence, cause);
    }
}
