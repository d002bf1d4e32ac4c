package dev.interim.engine.source;

import static dev.interim.engine.failure.FailureKind.FORBIDDEN_SOURCE;
import static dev.interim.engine.failure.FailureKind.INVALID_REQUEST;
import static dev.interim.engine.failure.FailureKind.SOURCE_UNAVAILABLE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.interim.engine.failure.FailureException;
import java.net.IDN;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {
    @ParameterizedTest
    @CsvSource({
        "http://example.org,                   example.org, 80",
        "https://example.org/a.csv?x=1,        example.org, 443",
        "HTTPS://EXAMPLE.org:8443/,            example.org, 8443",
        "http://192.0.2.1:8080/,               192.0.2.1,   8080",
        "http://[2001:db8::1]/,                2001:db8::1, 80",
        "http://1a.example/,                   1a.example,  80",
        "http://example.org/größe.csv,         example.org, 80",
        "http://under_score.example/,          under_score.example, 80",
        "http://münchen.example/,              xn--mnchen-3ya.example, 80",
        "http://MÜNCHEN.example/,              xn--mnchen-3ya.example, 80",
        "http://straße.example/,               xn--strae-oqa.example, 80",
        "http://例え.テスト/,                   xn--r8jz45g.xn--zckzah, 80",
        "http://mu\u0308nchen.example/,       xn--mnchen-3ya.example, 80",
        "http://xn--mnchen-3ya.example/,       xn--mnchen-3ya.example, 80",
    })
    void goodAddressesPass(String text, String host, int port) {
        WebAddress address = parse(text, AddressRules.PUBLIC);
        assertThat(address.host()).isEqualTo(host);
        assertThat(address.port()).isEqualTo(port);
        assertThat(address.uri().toString()).matches("\\p{ASCII}+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://2130706433/",
                "http://0/",
                "http://0.0.0/",
                "http://127.1/",
                "http://0177.0.0.1/",
                "http://127.0.0.01/",
                "http://0x7f.0.0.1/",
                "http://0x7f000001/",
                "http://0x7F.1/",
                "http://0x/",
                "http://1.2.3.4.5/",
                "http://256.1.1.1/",
                "http://127.0.0.1./",
                "http://2130706433./",
                "http://example.1/",
                "http://[fe80::1%25eth0]/",
                "http://user@example.org/",
                "http://user:secret@example.org/",
                "http://example.org/#part",
                "http:///a.csv",
                "http:a.csv",
                "http://ex%61mple.org/",
                "http://example.org:0/",
                "http://example.org:65536/",
                "ftp://example.org/",
                "http://127.0.0.1%2f@example.org/",
                "http://0x7f000001./",
                "http://0X7F000001/",
                "http://0x0/",
                "http://00/",
                "http://0000/",
                "http://0.0/",
                "http://0.0.0.0x0/",
                "http://1/",
                "http://1.1/",
                "http://1.1.1/",
                "http://127.1./",
                "http://127.0.1/",
                "http://127.0.0.0x1/",
                "http://127.0.0.0x/",
                "http://127.0x0.1/",
                "http://017700000001/",
                "http://0177.1/",
                "http://0177.0.01/",
                "http://0300.0250.0.1/",
                "http://3232235521/",
                "http://2852039166/",
                "http://0xa9fea9fe/",
                "http://0xa9.0xfe.0xa9.0xfe/",
                "http://0251.0376.0251.0376/",
                "http://169.254.43518/",
                "http://169.16689662/",
                "http://10.1/",
                "http://192.168.1/",
                "http://4294967296/",
                "http://99999999999999999999/",
                "http://1.2.3.4.5.6/",
                "http://1.2.3.999/",
                "http://1.2.3.-4/",
                "http://-1/",
                "http://example.0x7f/",
                "http://example.127/",
                "http://a.b.c.1./",
                "http://127.0.0.1:80:80/",
                "http://127.0.0.1%00.example.org/",
                "http://%31%32%37.0.0.1/",
                "http://127%2e0.0.1/",
                "http://[::1/",
                "http://::1/",
                "http://[::1]]/",
                "http://[127.0.0.1]/",
                "http://[v1.abc]/",
                "http://[::1%25]/",
                "http://[]/",
                "http://[::g]/",
                "http://[1::2::3]/",
                "http://[::ffff:256.0.0.1]/",
                "http://@127.0.0.1/",
                "http://example.org@127.0.0.1/",
                "http://127.0.0.1@example.org/",
                "http://example.org:80@127.0.0.1/",
                "http://example.org\\@127.0.0.1/",
                "http://example.org#@127.0.0.1/",
                "http://example.org:-80/",
                "http://example.org:99999/",
                "http://example.org: 80/",
                "http://exa mple.org/",
                "http://.example.org/",
                "http://example..org/",
                "http://-example.org/",
                "http://example-.org/",
                "http://ex*mple.org/",
                "http://127。0。0。1/",
                "http://①②⑦.⓪.⓪.①/",
                "http://１２７.0.0.1/",
                "http://loc\u00adalhost/",
                "http://\u0131p6.example/",
                "http://\u017Fub.example/",
                "http://loca\u2112host/",
                "http://\uFF4Cocalhost/",
                "http://local\u200dhost/",
                "http://\u212Aelvin.example/",
                "http://127.0.0.\u0661x/",
                "http://\u0301a.example/",
                "http://xn--ü.example/",
                "http://example。org/",
                "http://ex\\u00e4mple\\.org/",
                "http://a@b@example.org/",
                "http://example.org\\a.csv",
                "http://\\\\example.org/",
                "http:\\\\example.org/",
                "http://exa\tmple.org/",
                "http://example.org\u0000/",
                "http://\ud800.example/",
                "jar:http://example.org/a.jar",
                "javascript:alert(1)",
                "data:text/csv,a",
                "gopher://127.0.0.1:6379/x",
                "ws://example.org/",
                "//example.org/",
                "example.org/a.csv"
            })
    void tricksAreInvalid(String text) {
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> parse(text, AddressRules.PUBLIC_AND_LOOPBACK))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(INVALID_REQUEST));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://example.org/             | only http and https",
                "http://user@example.org/       | an address must not hold a user name or password",
                "http://:@example.org/          | an address must not hold a user name or password",
                "http://example.org/#part       | an address must not have a #fragment",
                "http:///a.csv                  | the address names no valid host",
                "http://[fe80::1%25eth0]/       | an IPv6 address must not have a zone",
                "http://2130706433/             | a numeric host is four decimal numbers: 192.0.2.1",
                "http://example.org:0/          | there is no such port",
                "http://example.org:22/         | port 22 is not allowed; allowed are [80, 443, 8080, 8443]",
            })
    void whatIsRefusedSaysWhy(String text, String sentence) {
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> parse(text, AddressRules.PUBLIC))
                .withMessage(sentence);
    }

    @Test
    void anEndlessAddressIsInvalid() {
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> parse("http://a.org/" + "a".repeat(9_000), AddressRules.PUBLIC));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org:22/",
                "http://example.org:6379/",
                "http://10.0.0.1:9200/",
                "http://[::2]:9200/",
                "http://localhost.evil.org:9200/"
            })
    void otherPortsAreForbidden(String text) {
        for (AddressRules rules : List.of(AddressRules.PUBLIC, AddressRules.PUBLIC_AND_LOOPBACK)) {
            assertThatExceptionOfType(FailureException.class)
                    .isThrownBy(() -> parse(text, rules))
                    .withMessageEndingWith("allowed are [80, 443, 8080, 8443]")
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(FORBIDDEN_SOURCE));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:9/", "http://127.0.0.1:54321/", "http://[::1]:54321/"})
    void onALaptopThisMachineMayBeAskedOnAnyPort(String text) {
        assertThat(parse(text, AddressRules.PUBLIC_AND_LOOPBACK).uri()).hasToString(text);
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> parse(text, AddressRules.PUBLIC));
    }

    @Test
    void operatorsMayAllowOtherPorts() {
        var rules = new AddressRules(false, Set.of(), List.of(), Set.of(9000));
        assertThat(parse("http://example.org:9000/", rules).port()).isEqualTo(9000);
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> parse("http://example.org/", rules));
    }

    @ParameterizedTest
    @CsvSource({
        "b.csv,                    http://example.org/x/b.csv",
        "/b.csv,                   http://example.org/b.csv",
        "?y=2,                     http://example.org/x/a.csv?y=2",
        "../b.csv,                 http://example.org/b.csv",
        "//other.org/b.csv,        http://other.org/b.csv",
        "https://other.org/b.csv,  https://other.org/b.csv",
    })
    void redirectsLeadWhereTheySay(String location, String target) {
        WebAddress from = parse("http://example.org/x/a.csv", AddressRules.PUBLIC);
        assertThat(from.redirectedTo(location, AddressRules.PUBLIC).uri()).hasToString(target);
    }

    /// What browsers send, by the WHATWG URL standard.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "http://a.org                     | /",
                "http://a.org?x=1                 | /?x=1",
                "http://a.org/a b.csv?c d         | /a%20b.csv?c%20d",
                "http://a.org/{a}^`.csv?{a}^`     | /%7Ba%7D%5E%60.csv?{a}^`",
                "http://a.org/[a]'.csv?[a]'       | /[a]'.csv?[a]%27",
                "http://a.org/\"<>?\"<>           | /%22%3C%3E?%22%3C%3E",
                "http://a.org/100%.csv?5%         | /100%.csv?5%",
                "http://a.org/%7e%2f%c3%a9        | /%7e%2f%c3%a9",
                "http://a.org/données.csv?é       | /donn%C3%A9es.csv?%C3%A9",
                "http://a.org/e\u0301.csv         | /e%CC%81.csv",
                "http://a.org/\ud83d\ude00\ud83d  | /%F0%9F%98%80%EF%BF%BD",
                "http://a.org/a/./b/../c.csv      | /a/c.csv",
                "http://a.org/../../a             | /a",
                "http://a.org/a/b/..              | /a/",
                "http://a.org/a/%2E%2e/b/%2e      | /a/%2E%2e/b/%2e",
                "http://a.org/a//b/.hidden/..a    | /a//b/.hidden/..a",
                "http://a.org/a?../b/./c          | /a?../b/./c",
                "http://a.org/a\\b?c\\d           | /a/b?c\\d",
                "http://a.org/a\tbc\u0001\u007f     | /abc%01%7F",
                "http://a.org//b                  | //b",
            })
    void theBytesThatABrowserSends(String text, String target) {
        assertThat(parse(text, AddressRules.PUBLIC).target()).isEqualTo(target);
    }

    @Test
    void aPipeStaysAsItIs() {
        assertThat(parse("http://a.org/a|b?c|d", AddressRules.PUBLIC).target())
                .isEqualTo("/a|b?c|d");
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.org:80/,      http://a.org/",
        "https://a.org:443/,    https://a.org/",
        "http://a.org:8080/,    http://a.org:8080/",
        "http://a.org:/,        http://a.org/",
        "http://[2001:DB8::1]/, http://[2001:db8::1]/",
        "' http://a.org/ ',     http://a.org/",
    })
    void aPortThatGoesWithoutSayingIsLeftOut(String text, String uri) {
        assertThat(parse(text, AddressRules.PUBLIC).uri()).isEqualTo(uri);
    }

    /// A label and what the IDNA of the platform, which knows older letters only, makes of it.
    @Test
    void punycodeIsThatOfThePlatform() {
        var random = new Random(1);
        for (int round = 0; round < 2_000; round++) {
            String label = letters(random);
            assertThat("xn--" + Punycode.encode(label)).isEqualTo(IDN.toASCII(label));
        }
    }

    private static String letters(Random random) {
        var label = new StringBuilder("é");
        for (int i = random.nextInt(12); i > 0; i--) {
            label.append(
                    switch (random.nextInt(4)) {
                        case 0 -> (char) ('a' + random.nextInt(26));
                        case 1 -> (char) ('à' + random.nextInt(22));
                        case 2 -> (char) (0x4E00 + random.nextInt(20_000));
                        default -> (char) (0x3042 + 2 * random.nextInt(5));
                    });
        }
        return label.toString();
    }

    /// A header's bytes come as ISO 8859-1.
    @ParameterizedTest
    @CsvSource({
        "/données.csv,      UTF-8,      /donn%C3%A9es.csv",
        "/données.csv,      ISO-8859-1, /donn%E9es.csv",
        "données.csv?é=ü,   UTF-8,      /x/donn%C3%A9es.csv?%C3%A9=%C3%BC",
        "a b|{c}.csv,       UTF-8,      /x/a%20b|%7Bc%7D.csv",
        "/a/./b/../c%.csv,  UTF-8,      /a/c%.csv",
        "../../../c.csv,    UTF-8,      /c.csv",
        "/b.csv#part,       UTF-8,      /b.csv",
        "'#part',           UTF-8,      /x/a.csv?q=1",
        "?é,                UTF-8,      /x/a.csv?%C3%A9",
        "//münchen.example, UTF-8,      /",
    })
    void locationsAreBytes(String location, String charset, String target) {
        WebAddress from = parse("http://example.org/x/a.csv?q=1", AddressRules.PUBLIC);
        String header = new String(location.getBytes(Charset.forName(charset)), ISO_8859_1);
        assertThat(from.redirectedTo(header, AddressRules.PUBLIC).target()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/b.csv",
                "\\\\localhost/b.csv",
                "/\\localhost/b.csv",
                "\\b.csv",
                "https:///b.csv",
                "https://m\u00fcnchen.example/",
                "ftp://example.org/b.csv",
                "file:///etc/passwd",
                "https://user@example.org/",
                "https://example.org:22/",
                "https://2130706433/",
                "https://localhost/",
                "https://127.0.0.1:9000/",
                "https://[::1]/",
                "https://[::ffff:169.254.169.254]/",
                "gopher://example.org/",
                "https://",
                ""
            })
    void badRedirectsAreRefused(String location) {
        AddressRules rules = AddressRules.PUBLIC_AND_LOOPBACK;
        WebAddress from = parse("https://example.org/a.csv", rules);
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> from.redirectedTo(location, rules))
                .withMessageStartingWith("the server redirects, which is refused: ")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(SOURCE_UNAVAILABLE));
    }

    @Test
    void aRedirectWithoutTargetIsRefused() {
        WebAddress from = parse("https://example.org/a.csv", AddressRules.PUBLIC);
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> from.redirectedTo(null, AddressRules.PUBLIC));
    }

    private static WebAddress parse(String text, AddressRules rules) {
        return WebAddress.of(text, rules);
    }
}
