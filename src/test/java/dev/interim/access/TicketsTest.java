package dev.interim.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.job.JobId;
import dev.interim.job.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A ticket is good once, soon, and for one job.
class TicketsTest {
    private static final JobId JOB = new JobId(new UUID(0x7001L, Long.MIN_VALUE));
    private static final JobId OTHER = new JobId(new UUID(0x7002L, Long.MIN_VALUE));
    private static final Caller ALICE = new Caller(new Owner("alice"), Role.READ);
    private static final Caller BOB = new Caller(new Owner("bob"), Role.SUBMIT);

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final Tickets tickets = new Tickets(Duration.ofSeconds(30), () -> now);

    private String ticket() {
        return tickets.issue(ALICE, JOB).text();
    }

    @Test
    void letsItsCallerInOnce() {
        String ticket = ticket();
        assertThat(tickets.redeem(ticket, JOB.toString())).hasValue(ALICE);
        assertThat(tickets.redeem(ticket, JOB.toString())).isEmpty();
    }

    @Test
    void isGoodForItsJobOnlyAndUsedByTheAttempt() {
        String ticket = ticket();
        assertThat(tickets.redeem(ticket, OTHER.toString())).isEmpty();
        assertThat(tickets.redeem(ticket, JOB.toString())).isEmpty();
    }

    @Test
    void isGoodUntilItExpires() {
        var inTime = tickets.issue(ALICE, JOB);
        var late = tickets.issue(ALICE, JOB);
        assertThat(late.expires()).isEqualTo(now.plusSeconds(30));
        now = now.plusSeconds(30).minusNanos(1);
        assertThat(tickets.redeem(inTime.text(), JOB.toString())).hasValue(ALICE);
        now = now.plusNanos(1);
        assertThat(tickets.redeem(late.text(), JOB.toString())).isEmpty();
    }

    @Test
    void cannotBeGuessed() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            String ticket = ticket();
            assertThat(ticket).matches("[\\w-]{32}");
            assertThat(seen.add(ticket)).isTrue();
        }
        assertThat(seen).hasSize(50);
        assertThat(tickets.redeem("", JOB.toString())).isEmpty();
        assertThat(tickets.redeem("A".repeat(32), JOB.toString())).isEmpty();
    }

    @Test
    void areBoundedForEachOwner() {
        for (int i = 0; i < 100; i++) {
            ticket();
        }
        assertThatThrownBy(this::ticket)
                .isInstanceOfSatisfying(
                        FailureException.class,
                        e -> assertThat(e.kind()).isEqualTo(FailureKind.OVER_CAPACITY));
        String others = tickets.issue(BOB, JOB).text();
        assertThat(tickets.redeem(others, JOB.toString())).hasValue(BOB);
        now = now.plusSeconds(30);
        assertThat(tickets.redeem(ticket(), JOB.toString())).hasValue(ALICE);
    }
}
