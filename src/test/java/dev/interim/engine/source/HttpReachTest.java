package dev.interim.engine.source;

import static dev.interim.engine.failure.FailureKind.SOURCE_UNAVAILABLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.failure.FailureException;
import dev.interim.fixture.HostileOrigin;
import dev.interim.fixture.LoopbackServer;
import dev.interim.fixture.LoopbackServer.Reply;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whom a fetch connects to, and whom it does not.
@Timeout(60)
class HttpReachTest {
    private static final String DATA = "a,b\n1,2\n";

    private final LoopbackServer server =
            LoopbackServer.start().on("/data.csv", Reply.of(DATA.getBytes(UTF_8)));
    private final Taking taking = new Taking();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void loopbackIsRefusedWhereOnlyPublicAddressesAreAllowed() {
        try (var web = new Web(rules(Set.of(), List.of()))) {
            assertThat(failure(web, server.uri("/data.csv"))).hasMessage(Exchange.UNREACHABLE);
        }
        assertThat(server.connections()).isZero();
    }

    @Test
    void loopbackIsReadOnALaptop() {
        try (var web = new Web(AddressRules.PUBLIC_AND_LOOPBACK)) {
            assertThat(read(web, server.uri("/data.csv"))).isEqualTo(DATA);
            assertThat(read(web, "http://localhost:" + server.port() + "/data.csv"))
                    .isEqualTo(DATA);
        }
    }

    @Test
    void ipv6IsReadToo() {
        try (var six = LoopbackServer.start("::1", 0).on("/", Reply.of(DATA.getBytes(UTF_8)));
                var web = new Web(AddressRules.PUBLIC_AND_LOOPBACK)) {
            assertThat(read(web, "http://[::1]:" + six.port() + "/")).isEqualTo(DATA);
            assertThat(six.requests().getFirst()).contains("Host: [::1]:" + six.port());
        }
    }

    @Test
    void aNameWhichLeadsHereIsRefusedEvenOnALaptop() {
        var rules = new AddressRules(true, Set.of(), List.of(), Set.of(server.port()));
        try (var web = new Web(rules, FetchLimits.STANDARD, leadTo("127.0.0.1"))) {
            assertThat(failure(web, "http://data.example:" + server.port() + "/data.csv"))
                    .hasMessage(Exchange.UNREACHABLE);
        }
        assertThat(server.connections()).isZero();
    }

    @Test
    void anOperatorMayAllowAHostByName() {
        var rules = rules(Set.of("data.example"), List.of());
        try (var web = new Web(rules, FetchLimits.STANDARD, leadTo("127.0.0.1"))) {
            assertThat(read(web, "http://data.example:" + server.port() + "/data.csv"))
                    .isEqualTo(DATA);
            assertThat(failure(web, "http://other.example:" + server.port() + "/data.csv"))
                    .hasMessage(Exchange.UNREACHABLE);
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void oneBadAddressRefusesTheHost() {
        var rules = rules(Set.of(), List.of(Network.parse("127.0.0.1")));
        try (var web = new Web(rules, FetchLimits.STANDARD, leadTo("127.0.0.1", "192.168.0.1"))) {
            assertThat(failure(web, "http://data.example:" + server.port() + "/data.csv"))
                    .hasMessage(Exchange.UNREACHABLE);
        }
        assertThat(server.connections()).isZero();
    }

    /// 127.0.0.2 stands for a public address here, so that the test stays on loopback.
    @Test
    void aNameThatChangesItsAddressLetsNoConnectionThrough() {
        try (var open =
                LoopbackServer.start("127.0.0.2", server.port())
                        .on("/data.csv", Reply.of(DATA.getBytes(UTF_8)))
                        .on("/again", Reply.redirect(302, "/data.csv"))) {
            var rules = rules(Set.of(), List.of(Network.parse("127.0.0.2")));
            var asked = new AtomicInteger();
            CheckedResolver.Lookup firstOpenThenInternal =
                    host ->
                            new InetAddress[] {
                                InetAddress.ofLiteral(
                                        asked.getAndIncrement() % 2 == 0
                                                ? "127.0.0.2"
                                                : "127.0.0.1")
                            };
            try (var web = new Web(rules, FetchLimits.STANDARD, firstOpenThenInternal)) {
                String host = "http://rebound.example:" + server.port();
                assertThat(read(web, host + "/data.csv")).isEqualTo(DATA);
                assertThat(asked).as("one look-up for one connection").hasValue(1);
                assertThat(failure(web, host + "/data.csv")).hasMessage(Exchange.UNREACHABLE);
                assertThat(failure(web, host + "/again")).hasMessage(Exchange.UNREACHABLE);
                assertThat(asked).hasValue(4);
            }
            assertThat(open.connections()).isEqualTo(2);
        }
        assertThat(server.connections()).as("connections to the internal one").isZero();
    }

    @Test
    void norDoesOneThatChangesItInMidFetch() {
        byte[] content = FetchContract.content(500_000);
        var file = new HostileOrigin(content, "\"v1\"");
        var asked = new AtomicInteger();
        CheckedResolver.Lookup firstOpenThenInternal =
                host ->
                        new InetAddress[] {
                            InetAddress.ofLiteral(
                                    asked.getAndIncrement() == 0 ? "127.0.0.2" : "127.0.0.1")
                        };
        var rules = rules(Set.of(), List.of(Network.parse("127.0.0.2")));
        try (var open =
                        LoopbackServer.start("127.0.0.2", server.port())
                                .on("/f", request -> file.honest(request).endingAfter(200_000));
                var web = new Web(rules, FetchLimits.STANDARD, firstOpenThenInternal)) {
            String uri = "http://rebound.example:" + server.port() + "/f";
            try (Fetch fetch = web.source(uri).open(taking.ready())) {
                assertThat(taking.failure(fetch))
                        .hasMessage(Exchange.UNREACHABLE + ", after 200000 of 500000 bytes");
            }
            assertThat(open.connections()).isEqualTo(1);
            assertThat(asked).as("each try looks it up anew").hasValue(6);
        }
        assertThat(server.connections()).as("connections to the internal one").isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://192.168.1.1/",
                "http://[fd00:ec2::254]/",
                "http://[64:ff9b::a9fe:a9fe]/",
                "http://[2002:a9fe:a9fe::]/",
                "http://metadata.example/"
            })
    void aRedirectToAnInternalAddressIsRefused(String target) {
        server.on("/away", Reply.redirect(302, target));
        CheckedResolver.Lookup lookup = leadTo("169.254.169.254");
        try (var web = new Web(AddressRules.PUBLIC_AND_LOOPBACK, FetchLimits.STANDARD, lookup)) {
            assertThat(failure(web, server.uri("/away"))).hasMessage(Exchange.UNREACHABLE);
        }
    }

    @Test
    void aRedirectOfAStrangerToThisMachineIsRefused() {
        server.on("/away", Reply.redirect(302, server.uri("/data.csv")));
        var rules =
                new AddressRules(true, Set.of("data.example"), List.of(), Set.of(server.port()));
        try (var web = new Web(rules, FetchLimits.STANDARD, leadTo("127.0.0.1"))) {
            assertThat(failure(web, "http://data.example:" + server.port() + "/away"))
                    .hasMessageContaining("an address that is not for others");
        }
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void tenRedirectsAreFollowed(int status) {
        redirects(status, 10);
        try (var web = new Web(AddressRules.PUBLIC_AND_LOOPBACK)) {
            assertThat(read(web, server.uri("/0"))).isEqualTo(DATA);
        }
        assertThat(server.requests()).hasSize(11);
    }

    @Test
    void theEleventhRedirectIsNotFollowed() {
        redirects(302, 11);
        try (var web = new Web(AddressRules.PUBLIC_AND_LOOPBACK)) {
            assertThat(failure(web, server.uri("/0")))
                    .hasMessage("the server redirects more than 10 times");
        }
        assertThat(server.requests()).hasSize(11);
    }

    @Test
    void theRequestLineHasTheBytesOfTheAddress() {
        String path = "/a|b%20100%/e%CC%81.csv?sig=%2f+|{}";
        server.on(path, Reply.of(DATA.getBytes(UTF_8)));
        try (var web = new Web(AddressRules.PUBLIC_AND_LOOPBACK);
                Fetch fetch =
                        web.source(server.uri("/x/../a|b 100%/e\u0301.csv?sig=%2f+|{}"))
                                .open(taking.ready())) {
            assertThat(taking.all(fetch, 1_000)).asString(UTF_8).isEqualTo(DATA);
            assertThat(fetch.origin().sent()).isEqualTo(server.uri(path));
        }
        assertThat(server.requests().getFirst())
                .startsWith("GET " + path + " HTTP/1.1\r\n")
                .contains("Host: 127.0.0.1:" + server.port() + "\r\n");
    }

    @Test
    void aLocationInUtf8IsFollowed() {
        server.on("/away", Reply.redirect(302, "/donn\u00c3\u00a9es 1.csv#part"));
        server.on("/donn%C3%A9es%201.csv", Reply.of(DATA.getBytes(UTF_8)));
        try (var web = new Web(AddressRules.PUBLIC_AND_LOOPBACK)) {
            assertThat(read(web, server.uri("/away"))).isEqualTo(DATA);
        }
    }

    @Test
    void cookiesAreNotGivenBack() {
        server.on("/", Reply.redirect(302, "/data.csv").header("Set-Cookie: a=b; Path=/"));
        try (var web = new Web(AddressRules.PUBLIC_AND_LOOPBACK)) {
            assertThat(read(web, server.uri("/"))).isEqualTo(DATA);
            assertThat(read(web, server.uri("/"))).isEqualTo(DATA);
        }
        assertThat(server.requests())
                .hasSize(4)
                .noneMatch(head -> head.toLowerCase(Locale.ROOT).contains("cookie"));
    }

    @Test
    void refusedForbiddenUnknownAndUnreachableSayTheSame() {
        int free = server.port();
        server.close();
        CheckedResolver.Lookup unknown =
                host -> {
                    throw new UnknownHostException("db.intern does not exist");
                };
        var rules = new AddressRules(true, Set.of(), List.of(), Set.of(80));
        try (var web = new Web(rules, FetchLimits.STANDARD, unknown)) {
            List<FailureException> failures =
                    List.of(
                            failure(web, "http://127.0.0.1:" + free + "/"),
                            failure(web, "http://10.0.0.1/"),
                            failure(web, "http://db.intern/"),
                            failure(web, "http://[::ffff:8.8.8.8]/"),
                            failure(web, "http://169.254.169.254/"));
            assertThat(failures)
                    .allMatch(failure -> failure.sentence().equals(Exchange.UNREACHABLE))
                    .allMatch(failure -> failure.kind() == SOURCE_UNAVAILABLE)
                    .allMatch(failure -> failure.getCause() != null);
        }
    }

    @Test
    void whatDoesNotAnswerIsAskedFiveTimesMore() {
        server.close();
        try (var web = new Web(AddressRules.PUBLIC_AND_LOOPBACK)) {
            assertThat(failure(web, server.uri("/data.csv"))).hasMessage(Exchange.UNREACHABLE);
            assertThat(web.waits()).hasSize(5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.1/", "http://unknown.example/", "http://[fd00::1]/"})
    void whatIsRefusedOrUnknownIsNotAskedAgain(String uri) {
        CheckedResolver.Lookup unknown =
                host -> {
                    throw new UnknownHostException(host);
                };
        try (var web = new Web(AddressRules.PUBLIC, FetchLimits.STANDARD, unknown)) {
            assertThat(failure(web, uri)).hasMessage(Exchange.UNREACHABLE);
            assertThat(web.waits()).isEmpty();
        }
    }

    @Test
    void proxiesOfTheSystemAreNotUsed() {
        try (var proxy = LoopbackServer.start();
                var web = new Web(AddressRules.PUBLIC_AND_LOOPBACK)) {
            String port = Integer.toString(proxy.port());
            var properties =
                    Map.of(
                            "http.proxyHost", "127.0.0.1",
                            "http.proxyPort", port,
                            "http.nonProxyHosts", "",
                            "socksProxyHost", "127.0.0.1",
                            "socksProxyPort", port,
                            "socksNonProxyHosts", "");
            properties.forEach(System::setProperty);
            try {
                assertThat(read(web, server.uri("/data.csv"))).isEqualTo(DATA);
            } finally {
                properties.keySet().forEach(System::clearProperty);
            }
            assertThat(proxy.connections()).isZero();
        }
    }

    private void redirects(int status, int count) {
        for (int i = 0; i < count; i++) {
            String next = i == count - 1 ? "/data.csv" : "/" + (i + 1);
            server.on("/" + i, Reply.redirect(status, next));
        }
    }

    private AddressRules rules(Set<String> hosts, List<Network> networks) {
        return new AddressRules(false, hosts, networks, Set.of(server.port()));
    }

    private static CheckedResolver.Lookup leadTo(String... addresses) {
        return host -> Stream.of(addresses).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }

    private String read(Web web, String uri) {
        var fresh = new Taking();
        try (Fetch fetch = web.source(uri).open(fresh.ready())) {
            return new String(fresh.all(fetch, 100), UTF_8);
        }
    }

    private FailureException failure(Web web, String uri) {
        try (Fetch fetch = web.source(uri).open(taking.ready())) {
            FailureException failure = taking.failure(fetch);
            assertThat(taking.taken()).isEmpty();
            assertThat(failure.kind()).isEqualTo(SOURCE_UNAVAILABLE);
            return failure;
        }
    }
}
