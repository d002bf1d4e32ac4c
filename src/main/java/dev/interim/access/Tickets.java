package dev.interim.access;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.job.JobId;
import dev.interim.job.Owner;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Tickets: each lets one caller open one event stream of one job once, soon. A browser's
/// EventSource can say who it is in its address only, and what stands there is written to logs.
///
/// Any thread.
public final class Tickets {
    /// How many tickets one owner may hold that are not used yet.
    private static final int MOST = 100;

    private static final int RANDOM_BYTES = 24;

    /// A ticket as its caller gets it.
    ///
    /// @param text what to put into the address
    /// @param expires from when on it is good no more
    public record Ticket(String text, JobId job, Instant expires) {}

    private record Issued(Caller caller, JobId job, Instant expires) {
        boolean isOf(Owner owner) {
            return caller.owner().equals(owner);
        }
    }

    private final Duration lifetime;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /// By the hash of the ticket, so that the time of looking it up tells nothing about it.
    private final Map<String, Issued> issued = new HashMap<>();

    Tickets(Duration lifetime, InstantSource clock) {
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /// A new ticket; whether the caller sees the job is for whoever asks.
    ///
    /// @throws FailureException `OVER_CAPACITY` where the owner has too many that are not used
    public synchronized Ticket issue(Caller caller, JobId job) {
        forgetExpired();
        if (issued.values().stream().filter(each -> each.isOf(caller.owner())).count() >= MOST) {
            throw new FailureException(
                    FailureKind.OVER_CAPACITY,
                    "you have %d tickets that are not used yet".formatted(MOST));
        }
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var expires = clock.instant().plus(lifetime);
        issued.put(KeyHash.of(text).toString(), new Issued(caller, job, expires));
        return new Ticket(text, job, expires);
    }

    /// Whose ticket this is; nobody's where it is not good. Good or not, it is used then.
    ///
    /// @param job of which a stream is to be opened
    synchronized Optional<Caller> redeem(String text, String job) {
        forgetExpired();
        return Optional.ofNullable(issued.remove(KeyHash.of(text).toString()))
                .filter(each -> each.job().toString().equals(job))
                .map(Issued::caller);
    }

    private void forgetExpired() {
        var now = clock.instant();
        issued.values().removeIf(each -> !now.isBefore(each.expires()));
    }
}
