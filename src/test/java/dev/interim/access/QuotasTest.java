package dev.interim.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.quantity.ByteSize;
import dev.interim.engine.source.Fetch;
import dev.interim.fixture.FakeSource;
import dev.interim.fixture.ManualTicker;
import dev.interim.job.Owner;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an owner has, has used and gets again.
class QuotasTest {
    private static final Owner ALICE = new Owner("alice");
    private static final Owner BOB = new Owner("bob");
    private static final QuotaSettings LIMITS =
            new QuotaSettings(Duration.ofMinutes(1), 2, new ByteSize(100), 8);

    private final ManualTicker ticker = new ManualTicker();
    private final Quotas quotas = new Quotas(LIMITS, ticker);
    private final byte[] target = new byte[1000];

    private Fetch fetch(Owner owner, int bytes) {
        return quotas.charged(owner, FakeSource.of(new byte[bytes])).open(() -> {});
    }

    @Test
    void startsAreCountedAndComeBackTogether() {
        assertThat(quotas.start(ALICE, LIMITS)).isZero();
        ticker.advance(Duration.ofSeconds(10));
        assertThat(quotas.start(ALICE, LIMITS)).isZero();
        ticker.advance(Duration.ofMillis(500));
        assertThat(quotas.start(ALICE, LIMITS)).isEqualTo(Duration.ofMillis(49_500));
        assertThat(quotas.left(ALICE, LIMITS)).isEqualTo("\"starts\";r=0;t=50, \"bytes\";r=100");
        assertThat(quotas.start(BOB, LIMITS)).isZero();
        ticker.advance(Duration.ofMillis(49_500));
        assertThat(quotas.start(ALICE, LIMITS)).isZero();
        assertThat(quotas.left(ALICE, LIMITS)).isEqualTo("\"starts\";r=1;t=60, \"bytes\";r=100");
    }

    @Test
    void policyIsSaid() {
        assertThat(Quotas.policy(LIMITS))
                .isEqualTo("\"starts\";q=2;w=60, \"bytes\";q=100;qu=\"content-bytes\";w=60");
    }

    @Test
    void bytesArePaidAsTheyAreTaken() {
        try (var fetch = fetch(ALICE, 1000)) {
            assertThat(fetch.take(target, 0, 60)).isEqualTo(60);
            assertThat(quotas.left(ALICE, LIMITS)).contains("\"bytes\";r=40;t=60");
            assertThat(fetch.take(target, 0, 60)).isEqualTo(60);
            assertThat(quotas.left(ALICE, LIMITS)).contains("\"bytes\";r=0;");
            assertThatThrownBy(() -> fetch.take(target, 0, 60))
                    .isInstanceOfSatisfying(
                            FailureException.class,
                            e -> assertThat(e.kind()).isEqualTo(FailureKind.OVER_CAPACITY))
                    .hasMessage("your quota of bytes is used up for now");
        }
        assertThat(quotas.start(ALICE, LIMITS)).isEqualTo(Duration.ofMinutes(1));
        try (var fetch = fetch(BOB, 1000)) {
            assertThat(fetch.take(target, 0, 60)).isEqualTo(60);
        }
        ticker.advance(Duration.ofMinutes(1));
        // Of what was taken too much, less comes back.
        assertThat(quotas.left(ALICE, LIMITS)).contains("\"bytes\";r=80;");
        assertThat(quotas.start(ALICE, LIMITS)).isZero();
    }

    @Test
    void allJobsOfAnOwnerPayFromTheSamePurse() {
        try (var first = fetch(ALICE, 1000);
                var second = fetch(ALICE, 1000)) {
            assertThat(first.take(target, 0, 100)).isEqualTo(100);
            assertThatThrownBy(() -> second.take(target, 0, 1))
                    .isInstanceOf(FailureException.class);
        }
    }

    @Test
    void endCostsNothing() {
        try (var fetch = fetch(ALICE, 10)) {
            assertThat(fetch.take(target, 0, 60)).isEqualTo(10);
            assertThat(fetch.take(target, 0, 60)).isEqualTo(Fetch.END);
        }
        assertThat(quotas.left(ALICE, LIMITS)).contains("\"bytes\";r=90;");
    }

    @Test
    void whereNobodyIsAskedNothingIsCounted() {
        var source = FakeSource.of("a,b\n");
        assertThat(new Quotas(null, ticker).charged(ALICE, source)).isSameAs(source);
    }

    @Test
    void ownersWhoHaveUsedSomethingAreNotForgotten() {
        quotas.start(ALICE, LIMITS);
        for (int i = 0; i < 10_100; i++) {
            quotas.left(new Owner("owner " + i), LIMITS);
        }
        assertThat(quotas.left(ALICE, LIMITS)).contains("\"starts\";r=1;");
        assertThat(quotas.count()).isLessThan(10_000);
    }

    /// What is not handed on is lost: a method with a default body would be answered by that.
    @ParameterizedTest
    @CsvSource({
        "dev.interim.engine.source.Source, dev.interim.access.ChargedSource",
        "dev.interim.engine.source.Fetch, dev.interim.access.ChargedSource$ChargedFetch"
    })
    void everythingIsHandedOn(Class<?> asked, Class<?> charged) {
        assertThat(asked.getMethods())
                .filteredOn(method -> method.getDeclaringClass().equals(asked))
                .isNotEmpty()
                .allSatisfy(method ->
                        assertThat(declares(charged, method)).as(method.getName()).isTrue());
    }

    private static boolean declares(Class<?> type, Method wanted) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(method ->
                        method.getName().equals(wanted.getName())
                                && Arrays.equals(
                                        method.getParameterTypes(), wanted.getParameterTypes()));
    }

    @Test
    void whatCannotBeCountedIsRefused() {
        assertThatThrownBy(() ->
                        new QuotaSettings(Duration.ofSeconds(1), 1, new ByteSize(2L << 30), 8))
                .hasMessageContaining("at most one for each nanosecond");
        assertThatThrownBy(() -> new QuotaSettings(Duration.ZERO, 1, new ByteSize(1), 8))
                .hasMessageContaining("window must be from 1s to 31d");
        assertThat(new QuotaSettings(Duration.ofSeconds(1), 1, new ByteSize(1_000_000_000), 8))
                .isNotNull();
    }
}
