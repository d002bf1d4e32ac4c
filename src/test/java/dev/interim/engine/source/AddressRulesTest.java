package dev.interim.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            textBlock =
                    """
                    0.0.0.0,                 this network
                    0.1.2.3,                 this network
                    10.0.0.0,                private
                    10.255.255.255,          private
                    100.64.0.0,              carrier-grade NAT
                    100.100.100.200,         metadata of a cloud
                    100.127.255.255,         carrier-grade NAT
                    127.0.0.1,               loopback
                    127.255.255.254,         loopback
                    168.63.129.16,           platform services of a cloud
                    169.254.0.1,             link-local
                    169.254.169.254,         metadata of a cloud
                    169.254.170.2,           metadata of containers
                    172.16.0.1,              private
                    172.31.255.255,          private
                    192.0.0.1,               protocol assignments
                    192.0.0.170,             NAT64 discovery
                    192.0.2.1,               documentation
                    192.31.196.1,            AS112
                    192.52.193.1,            AMT
                    192.88.99.1,             6to4 relay
                    192.168.0.1,             private
                    192.168.255.255,         private
                    192.175.48.1,            AS112
                    198.18.0.1,              benchmarks
                    198.19.255.255,          benchmarks
                    198.51.100.1,            documentation
                    203.0.113.1,             documentation
                    224.0.0.1,               multicast
                    239.255.255.255,         multicast
                    240.0.0.1,               reserved
                    255.255.255.255,         broadcast
                    ::,                      unspecified
                    ::1,                     loopback
                    ::7f00:1,                IPv4-compatible loopback
                    ::127.0.0.1,             IPv4-compatible loopback
                    ::808:808,               IPv4-compatible
                    ::ffff:0:7f00:1,         IPv4-translated loopback
                    ::ffff:0:8.8.8.8,        IPv4-translated
                    64:ff9b::7f00:1,         NAT64 of loopback
                    64:ff9b::8.8.8.8,        NAT64
                    64:ff9b:1::1,            local NAT64
                    100::1,                  discard
                    100:0:0:1::1,            dummy prefix
                    200::1,                  reserved
                    400::1,                  reserved
                    1000::1,                 reserved
                    2001::1,                 Teredo
                    2001:0:7f00:1::,         Teredo
                    2001:2::1,               benchmarks
                    2001:10::1,              ORCHID
                    2001:20::1,              ORCHIDv2
                    2001:1ff:ffff::1,        protocol assignments
                    2001:db8::1,             documentation
                    2001:db8:ffff::1,        documentation
                    2002:7f00:1::,           6to4 of loopback
                    2002:808:808::1,         6to4
                    2620:4f:8000::1,         AS112
                    3ffe::1,                 former test network
                    3fff::1,                 documentation
                    3fff:fff:ffff::1,        documentation
                    4000::1,                 reserved
                    5f00::1,                 segment routing
                    8000::1,                 reserved
                    fc00::1,                 unique local
                    fd00:ec2::254,           metadata of a cloud
                    fdff:ffff::1,            unique local
                    fe00::1,                 reserved
                    fe80::1,                 link-local
                    fec0::1,                 site-local
                    ff02::1,                 multicast
                    ff0e::1,                 multicast
                    """)
    void addressesThatAreNotPublicAreRefused(String address, String why) {
        InetAddress literal = InetAddress.ofLiteral(address);
        assertThat(PublicAddresses.contains(literal)).as(why).isFalse();
        assertThat(AddressRules.PUBLIC.permits("example.org", literal)).as(why).isFalse();
        assertThat(AddressRules.PUBLIC_AND_LOOPBACK.permits("example.org", literal))
                .as(why)
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "168.63.129.15",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2003::1",
                "2400:cb00::1",
                "2606:4700::1111",
                "2620:4f:8001::1",
                "2a00:1450::1",
                "2c0f:fb50::1"
            })
    void publicAddressesAreAllowed(String address) {
        assertThat(AddressRules.PUBLIC.permits("example.org", InetAddress.ofLiteral(address)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "8.8.8.8", "10.0.0.1"})
    void ipv4InsideIpv6IsRefusedWhateverItIs(String inner) throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        System.arraycopy(InetAddress.ofLiteral(inner).getAddress(), 0, mapped, 12, 4);
        assertThat(PublicAddresses.contains(Inet6Address.getByAddress(null, mapped, -1))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost,        127.0.0.1, true",
        "LOCALHOST.,       ::1,       true",
        "data.localhost,   127.0.0.1, true",
        "127.0.0.1,        127.0.0.1, true",
        "127.9.9.9,        127.9.9.9, true",
        "::1,              ::1,       true",
        "localhost,        10.0.0.1,  false",
        "notlocalhost,     127.0.0.1, false",
        "localhost.evil.org, 127.0.0.1, false",
        "example.org,      127.0.0.1, false",
    })
    void onALaptopOnlyHostsWrittenAsLoopbackMayBeLoopback(
            String host, String address, boolean isPermitted) {
        InetAddress literal = InetAddress.ofLiteral(address);
        assertThat(AddressRules.PUBLIC_AND_LOOPBACK.permits(host, literal)).isEqualTo(isPermitted);
        assertThat(AddressRules.PUBLIC.permits(host, literal)).isFalse();
    }

    @Test
    void operatorsMayAllowHostsAndNetworks() {
        var rules =
                new AddressRules(
                        false,
                        Set.of("Data.Intern."),
                        List.of(Network.parse("10.1.0.0/16"), Network.parse("fd00:1::/32")),
                        Set.of(80));
        assertThat(rules.permits("data.intern", InetAddress.ofLiteral("192.168.1.1"))).isTrue();
        assertThat(rules.permits("other.intern", InetAddress.ofLiteral("192.168.1.1"))).isFalse();
        assertThat(rules.permits("other.intern", InetAddress.ofLiteral("10.1.2.3"))).isTrue();
        assertThat(rules.permits("other.intern", InetAddress.ofLiteral("10.2.0.0"))).isFalse();
        assertThat(rules.permits("other.intern", InetAddress.ofLiteral("fd00:1::5"))).isTrue();
        assertThat(rules.permits("other.intern", InetAddress.ofLiteral("fd00:2::5"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "10.1.0.0/33",
                "10.1.0.0/-1",
                "10.1.0.0/x",
                "10.1.0.1/16",
                "010.1.0.0/16",
                "10.1/16",
                "::1/129",
                "::ffff:10.0.0.0/104",
                "fe80::1%eth0"
            })
    void networksAreWrittenInOneWay(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Network.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/0, 255.1.2.3, true",
        "10.1.2.3,  10.1.2.3,  true",
        "10.1.2.3,  10.1.2.2,  false",
        "::/0,      10.1.2.3,  false",
        "::/0,      ::5,       true",
        "128.0.0.0/1, 127.255.255.255, false",
        "128.0.0.0/1, 200.0.0.0, true",
    })
    void aNetworkContainsWhatBeginsAsItDoes(String network, String address, boolean isInside) {
        assertThat(Network.parse(network).contains(InetAddress.ofLiteral(address)))
                .isEqualTo(isInside);
    }
}
