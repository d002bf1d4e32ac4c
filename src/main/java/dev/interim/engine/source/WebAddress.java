package dev.interim.engine.source;

import static dev.interim.engine.failure.FailureKind.FORBIDDEN_SOURCE;
import static dev.interim.engine.failure.FailureKind.INVALID_REQUEST;
import static dev.interim.engine.failure.FailureKind.SOURCE_UNAVAILABLE;

import dev.interim.engine.failure.FailureException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An http or https address whose text has passed every rule; what its host resolves to has not
/// been looked at.
///
/// @param scheme `http` or `https`
/// @param host the host in lower case and ASCII, without brackets where it is an IPv6 address
/// @param port the port, also where the text leaves it out
/// @param target the path and query, as they are sent
record WebAddress(String scheme, String host, int port, String target) {
    private static final int MAX_LENGTH = 8_000;
    private static final int MAX_PORT = 65_535;
    private static final Pattern ABSOLUTE =
            Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*):(.*)", Pattern.DOTALL);
    private static final Pattern LEADING_BACKSLASH = Pattern.compile("/?\\\\");
    private static final Pattern PORT = Pattern.compile("[0-9]{0,9}");

    /// Checks the text of an address; blanks around it do not count.
    ///
    /// @throws FailureException `INVALID_REQUEST`, or `FORBIDDEN_SOURCE` for a port that is not
    ///   allowed
    static WebAddress of(String given, AddressRules rules) {
        String text = given.strip();
        Matcher absolute = ABSOLUTE.matcher(text);
        check(absolute.matches(), "only http and https");
        check(text.indexOf('#') < 0, "an address must not have a #fragment");
        return of(absolute.group(1), absolute.group(2), rules);
    }

    /// Where a redirect from here leads, checked like a new address; besides, https never leads to
    /// http, and nobody else leads to this machine. Its fragment is dropped.
    ///
    /// @param location as it stands in the header, a character for each byte
    /// @throws FailureException `SOURCE_UNAVAILABLE`
    WebAddress redirectedTo(@Nullable String location, AddressRules rules) {
        try {
            check(location != null && !location.isBlank(), "it does not say where to");
            WebAddress to = resolve(withoutFragment(text(String.valueOf(location)).strip()), rules);
            check(!isSecure(scheme) || isSecure(to.scheme), "from https to http");
            check(
                    !HostName.isMapped(to.host)
                            && (!AddressRules.isLoopback(to.host) || AddressRules.isLoopback(host)),
                    "to an address that is not for others");
            return to;
        } catch (FailureException e) {
            throw new FailureException(
                    SOURCE_UNAVAILABLE,
                    "the server redirects, which is refused: " + e.sentence(),
                    e);
        }
    }

    /// The whole address as it is sent; without a port that goes without saying.
    String uri() {
        return scheme + "://" + authority() + target;
    }

    /// Whether the port goes without saying.
    boolean hasUsualPort() {
        return port == usualPort(scheme);
    }

    private String authority() {
        String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return hasUsualPort() ? name : name + ":" + port;
    }

    /// RFC 3986 5.2.2.
    private WebAddress resolve(String reference, AddressRules rules) {
        Matcher absolute = ABSOLUTE.matcher(reference);
        if (absolute.matches()) {
            return of(absolute.group(1), absolute.group(2), rules);
        }
        if (reference.startsWith("//")) {
            return of(scheme, reference, rules);
        }
        check(!LEADING_BACKSLASH.matcher(reference).lookingAt(), "it begins with a \\ for a /");
        String merged = reference.startsWith("/") ? reference : beginning(reference) + reference;
        check(merged.length() <= MAX_LENGTH, tooLong());
        return new WebAddress(scheme, host, port, RequestTarget.of(merged));
    }

    /// What stands before a reference that does not begin with a slash.
    private String beginning(String reference) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        if (reference.isEmpty()) {
            return target;
        }
        return reference.startsWith("?") ? path : path.substring(0, path.lastIndexOf('/') + 1);
    }

    private static WebAddress of(String scheme, String rest, AddressRules rules) {
        String name = scheme.toLowerCase(Locale.ROOT);
        check(isSecure(name) || name.equals("http"), "only http and https");
        check(scheme.length() + rest.length() < MAX_LENGTH, tooLong());
        check(rest.startsWith("//"), HostName.INVALID);
        int end = endOfAuthority(rest);
        String authority = rest.substring(2, end);
        check(authority.indexOf('@') < 0, "an address must not hold a user name or password");
        check(!rest.startsWith("\\", end), "the address has a \\ behind its host");
        int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
        String host = HostName.parse(colon < 0 ? authority : authority.substring(0, colon));
        int port = port(name, colon < 0 ? "" : authority.substring(colon + 1));
        if (!rules.permits(host, port)) {
            throw new FailureException(
                    FORBIDDEN_SOURCE,
                    "port "
                            + port
                            + " is not allowed; allowed are "
                            + rules.ports().stream().sorted().toList());
        }
        String target = rest.substring(end);
        return new WebAddress(
                name, host, port, RequestTarget.of(target.startsWith("/") ? target : "/" + target));
    }

    private static int endOfAuthority(String rest) {
        int end = 2;
        while (end < rest.length() && "/\\?".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static int port(String scheme, String text) {
        check(PORT.matcher(text).matches(), HostName.INVALID);
        if (text.isEmpty()) {
            return usualPort(scheme);
        }
        int port = Integer.parseInt(text);
        check(port >= 1 && port <= MAX_PORT, "there is no such port");
        return port;
    }

    private static int usualPort(String scheme) {
        return isSecure(scheme) ? 443 : 80;
    }

    private static boolean isSecure(String scheme) {
        return scheme.equals("https");
    }

    private static String withoutFragment(String location) {
        int hash = location.indexOf('#');
        return hash < 0 ? location : location.substring(0, hash);
    }

    /// Headers come as bytes: most servers write UTF-8, and the others mean the bytes themselves.
    private static String text(String location) {
        byte[] bytes = location.getBytes(StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return RequestTarget.escaped(bytes);
        }
    }

    private static String tooLong() {
        return "the address is longer than " + MAX_LENGTH;
    }

    private static void check(boolean isGood, String otherwise) {
        if (!isGood) {
            throw new FailureException(INVALID_REQUEST, otherwise);
        }
    }
}
