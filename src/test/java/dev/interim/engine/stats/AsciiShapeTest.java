package dev.interim.engine.stats;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsciiShapeTest {
    /// The pattern of HTML's input field, with at least one dot in the domain.
    private static final Pattern EMAIL =
            Pattern.compile(
                    "[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@"
                            + "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
                            + "(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+");

    private static final Pattern LONG_GROUP = Pattern.compile("[0-9a-fA-F]{5}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.co",
                "first.last+tag@mail.example.org",
                "{odd}@example.com",
                "1@2.3",
                "abc@a-b.c",
                "..@x.y"
            })
    void emailAddresses(String text) {
        assertThat(of(text)).isEqualTo(TextForm.EMAIL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@b.co",
                "a@b",
                "a@b.",
                "a@.b",
                "a@b..c",
                "a@-b.c",
                "a@b-.c",
                "a@b.c-",
                "a b@c.de",
                "a@b@c.de",
                "a:b@c.de",
                "\"a\"@b.co",
                "a@b_c.de",
                "a@",
                "a@[1.2.3.4]"
            })
    void notEmailAddresses(String text) {
        assertThat(of(text)).isEqualTo(TextForm.ASCII);
    }

    @Test
    void labelsOfADomainHaveAtMost63Characters() {
        assertThat(of("a@" + "b".repeat(63) + ".c")).isEqualTo(TextForm.EMAIL);
        assertThat(of("a@" + "b".repeat(64) + ".c")).isEqualTo(TextForm.ASCII);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void emailAddressesAreThoseOfTheInputField(long seed) {
        var random = new SplittableRandom(seed);
        int found = 0;
        for (int i = 0; i < 100_000; i++) {
            String text = text("aB1.@-_{ ", 1 + random.nextInt(9), random);
            boolean isEmail = EMAIL.matcher(text).matches();
            assertThat(of(text) == TextForm.EMAIL).as(text).isEqualTo(isEmail);
            found += isEmail ? 1 : 0;
        }
        assertThat(found).isGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a",
                "https://example.org/a?b=c#d",
                "HTTPS://EXAMPLE.ORG",
                "ftp://user@host:21/file",
                "http://[::1]:8080/",
                "http://1.2.3.4/",
                "http://a/(b)'c"
            })
    void urls(String text) {
        assertThat(of(text)).isEqualTo(TextForm.URL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http:/a",
                "http//a",
                "http://",
                "http:///a",
                "http://?a",
                "http://a b",
                "http://a\tb",
                "http://a/\u007Fb",
                "http://a/<b>",
                "http://a/\"",
                "gopher://a",
                "httpx://a",
                "xhttp://a",
                "mailto:a@b.co",
                "://a",
                "(TTP://a",
                "www.example.org"
            })
    void notUrls(String text) {
        assertThat(of(text)).isEqualTo(TextForm.ASCII);
    }

    @Test
    void uuids() {
        assertThat(of("123e4567-e89b-12d3-a456-426614174000")).isEqualTo(TextForm.UUID);
        assertThat(of("00000000-0000-0000-0000-000000000000")).isEqualTo(TextForm.UUID);
        assertThat(of("123E4567-E89B-12D3-A456-42661417400F")).isEqualTo(TextForm.UUID);
        assertThat(of("123e4567-e89b-12d3-a456-42661417400")).isEqualTo(TextForm.ASCII);
        assertThat(of("123e4567-e89b-12d3-a456-4266141740000")).isEqualTo(TextForm.ASCII);
        assertThat(of("123e4567-e89b-12d3-a456-42661417400g")).isEqualTo(TextForm.ASCII);
        assertThat(of("123e4567e-89b-12d3-a456-426614174000")).isEqualTo(TextForm.ASCII);
        assertThat(of("123e4567ae89ba12d3aa456a426614174000")).isEqualTo(TextForm.ASCII);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "255.255.255.255", "1.20.103.9", "127.0.0.1"})
    void ipv4(String text) {
        assertThat(of(text)).isEqualTo(TextForm.IPV4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "256.1.1.1",
                "1.1.1",
                "1.1.1.1.",
                "1.1.1.1.1",
                ".1.1.1.1",
                "1..1.1",
                "01.1.1.1",
                "1.1.1.00",
                "1.1.1.1000",
                "1.1.1.a",
                "1.1.1.1 ",
                "1234",
                "0x1.1.1.1"
            })
    void notIpv4(String text) {
        assertThat(of(text)).isEqualTo(TextForm.ASCII);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::",
                "::1",
                "1::",
                "2001:DB8:0:0:8:800:200C:417A",
                "2001:db8::8:800:200c:417a",
                "1:2:3:4:5:6:7::",
                "::2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7:8",
                "::ffff:1.2.3.4",
                "::1.2.3.4",
                "1:2:3:4:5:6:1.2.3.4",
                "1::5:1.2.3.4",
                "fe80::"
            })
    void ipv6(String text) {
        assertThat(of(text)).isEqualTo(TextForm.IPV6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":",
                ":::",
                "1:",
                ":1",
                "1:2",
                "1::2::3",
                "12345::",
                "g::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                "1:2:3:4::5:6:7:8",
                "fe80::1%eth0",
                "[::1]",
                "::1.2.3",
                "::1.2.3.256",
                "::1.2.3.4:5",
                "1:2:3:4:5:6:7:1.2.3.4",
                "1:2:3:4:5:1.2.3.4",
                "::a.2.3.4",
                "1:::2"
            })
    void notIpv6(String text) {
        assertThat(of(text)).isEqualTo(TextForm.ASCII);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void ipv6AddressesAreThoseThatTheJdkReads(long seed) {
        var random = new SplittableRandom(seed);
        int found = 0;
        for (int i = 0; i < 50_000; i++) {
            String text = address(random);
            // the JDK also reads groups of more digits
            boolean isAddress =
                    text.contains(":") && !LONG_GROUP.matcher(text).find() && jdkReads(text);
            assertThat(of(text) == TextForm.IPV6).as(text).isEqualTo(isAddress);
            found += isAddress ? 1 : 0;
        }
        assertThat(found).isGreaterThan(1000);
    }

    private static String address(SplittableRandom random) {
        var text = new StringBuilder();
        for (int groups = random.nextInt(10); groups > 0; groups--) {
            text.append(text("1aF0", random.nextInt(6) == 0 ? random.nextInt(6) : 2, random));
            text.append(random.nextInt(7) == 0 ? "::" : ":");
        }
        text.append(random.nextInt(4) == 0 ? "1.20.255." + random.nextInt(300) : "");
        text.append(random.nextInt(2) == 0 ? "b" : "");
        return text.isEmpty() ? "::" : text.toString();
    }

    private static boolean jdkReads(String text) {
        try {
            // what maps IPv4 is read as IPv4
            return InetAddress.ofLiteral(text) != null && Inet6Address.ofLiteral(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void anythingElseIsOnlyText() {
        for (int letter = 0; letter < 128; letter++) {
            assertThat(of(Character.toString(letter))).isEqualTo(TextForm.ASCII);
        }
        assertThat(of("[1]")).isEqualTo(TextForm.JSON);
        assertThat(of("[1")).isEqualTo(TextForm.ASCII);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void nothingOutsideThePartIsLookedAt(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            String text = text("a1:.@/[]{}\"-", 1 + random.nextInt(12), random);
            byte[] padded = ("1.a@" + text + ".1@:").getBytes(US_ASCII);
            assertThat(AsciiShape.of(padded, 4, 4 + text.length())).as(text).isEqualTo(of(text));
        }
    }

    @Test
    void lettersHaveACase() {
        assertThat(AsciiShape.caseOf((byte) 'A')).isEqualTo(AsciiShape.UPPER);
        assertThat(AsciiShape.caseOf((byte) 'z')).isEqualTo(AsciiShape.LOWER);
        for (char other : "@[`{0".toCharArray()) {
            assertThat(AsciiShape.caseOf((byte) other)).isZero();
        }
        assertThat(AsciiShape.isBlank((byte) '\t')).isTrue();
        assertThat(AsciiShape.isBlank((byte) '\b')).isFalse();
    }

    private static String text(String letters, int length, SplittableRandom random) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    private static TextForm of(String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        return AsciiShape.of(bytes, 0, bytes.length);
    }
}
