package dev.interim.engine.source;

import static dev.interim.engine.failure.FailureKind.FORBIDDEN_SOURCE;
import static dev.interim.engine.failure.FailureKind.INVALID_REQUEST;
import static dev.interim.engine.failure.FailureKind.SOURCE_UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.interim.engine.failure.FailureException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
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
                "http://under_score.example/",
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
                .isThrownBy(() -> parseText(text, AddressRules.PUBLIC_AND_LOOPBACK))
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/b.csv",
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
                "https://example.org/a b",
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

    /// As an address comes in: what is none is refused before its host is looked at.
    private static WebAddress parseText(String text, AddressRules rules) {
        try {
            return WebAddress.of(new URI(text), rules);
        } catch (URISyntaxException e) {
            throw new FailureException(INVALID_REQUEST, "not a valid address", e);
        }
    }

    private static WebAddress parse(String text, AddressRules rules) {
        return WebAddress.of(URI.create(text), rules);
    }
}
