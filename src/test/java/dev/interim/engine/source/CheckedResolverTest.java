package dev.interim.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CheckedResolverTest {
    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "2001:4860:4860::8888"})
    void literalsAreNotLookedUp(String literal) throws UnknownHostException {
        try (var resolver = resolver(host -> new InetAddress[0])) {
            assertThat(resolver.resolve(literal)).containsExactly(InetAddress.ofLiteral(literal));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "::ffff:8.8.8.8", "fe80::1%lo", "::", "1:2"})
    void badLiteralsAreRefusedAndNotLookedUp(String literal) {
        var asked = new AtomicInteger();
        try (var resolver =
                resolver(host -> {
                    asked.incrementAndGet();
                    return new InetAddress[] {InetAddress.ofLiteral("8.8.8.8")};
                })) {
            assertThatExceptionOfType(UnknownHostException.class)
                    .isThrownBy(() -> resolver.resolve(literal));
        }
        assertThat(asked).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2130706433", "0177.0.0.1", "0", "0x7f.1", "127.1"})
    void numbersThatSlipThroughAreCheckedAsWhatTheyMean(String host) {
        try (var resolver = resolver(InetAddress::getAllByName)) {
            InetAddress[] addresses = {};
            try {
                addresses = resolver.resolve(host);
            } catch (UnknownHostException e) {
                assertThat(e).isNotNull();
            }
            assertThat(addresses).allMatch(PublicAddresses::contains);
        }
    }

    @Test
    void atMostFourAddressesAreTried() throws UnknownHostException {
        var many = new InetAddress[10];
        for (int i = 0; i < many.length; i++) {
            many[i] = InetAddress.ofLiteral("8.8.8." + i);
        }
        try (var resolver = resolver(host -> many)) {
            assertThat(resolver.resolve("example.org")).hasSize(4);
        }
    }

    @Test
    void aBadAddressBehindTheFirstFourRefusesToo() {
        var many = new InetAddress[10];
        for (int i = 0; i < many.length; i++) {
            many[i] = InetAddress.ofLiteral(i == 9 ? "10.0.0.1" : "8.8.8." + i);
        }
        try (var resolver = resolver(host -> many)) {
            assertThatExceptionOfType(UnknownHostException.class)
                    .isThrownBy(() -> resolver.resolve("example.org"));
        }
    }

    @Test
    void noAddressIsNoHost() {
        try (var resolver = resolver(host -> new InetAddress[0])) {
            assertThatExceptionOfType(UnknownHostException.class)
                    .isThrownBy(() -> resolver.resolve("example.org"));
        }
    }

    @Test
    void lookUpsThatHangAreGivenUpAndBounded() throws InterruptedException {
        var never = new CountDownLatch(1);
        var hanging = new AtomicInteger();
        var resolver =
                new CheckedResolver(
                        AddressRules.PUBLIC,
                        host -> {
                            hanging.incrementAndGet();
                            while (never.getCount() > 0) {
                                try {
                                    never.await();
                                } catch (InterruptedException e) {
                                    // Neither does the JDK's look-up stop.
                                }
                            }
                            return new InetAddress[0];
                        },
                        Duration.ofMillis(5));
        try (resolver) {
            for (int i = 0; i < 40; i++) {
                String host = "hangs" + i + ".example";
                assertThatExceptionOfType(UnknownHostException.class)
                        .isThrownBy(() -> resolver.resolve(host));
            }
            assertThat(hanging).hasValueLessThanOrEqualTo(16);
        } finally {
            never.countDown();
        }
    }

    @Test
    void namesThatNobodyAnswersLeaveRoomForTheLookUpOfAnother() throws Exception {
        var never = new CountDownLatch(1);
        var hanging = new CountDownLatch(16);
        InetAddress address = InetAddress.ofLiteral("8.8.8.8");
        CheckedResolver.Lookup lookup =
                host -> {
                    if (host.startsWith("hangs")) {
                        hanging.countDown();
                        awaitQuietly(never);
                    }
                    return new InetAddress[] {address};
                };
        List<Thread> asking = new ArrayList<>();
        try (var resolver = resolver(lookup)) {
            for (int i = 0; i < 20; i++) {
                String host = "hangs" + i + ".example";
                asking.add(Thread.startVirtualThread(() -> ask(resolver, host)));
            }
            hanging.await();
            var answer =
                    ScopedValue.where(CheckedResolver.ASKER, "another")
                            .call(() -> resolver.resolve("good.example"));
            assertThat(answer).containsExactly(address);
        } finally {
            never.countDown();
            for (Thread thread : asking) {
                thread.join();
            }
        }
    }

    private static void ask(CheckedResolver resolver, String host) {
        ScopedValue.where(CheckedResolver.ASKER, "one")
                .run(() ->
                        assertThatExceptionOfType(UnknownHostException.class)
                                .isThrownBy(() -> resolver.resolve(host)));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static CheckedResolver resolver(CheckedResolver.Lookup lookup) {
        return new CheckedResolver(AddressRules.PUBLIC, lookup, CheckedResolver.DEADLINE);
    }
}
