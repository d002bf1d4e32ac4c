package dev.interim.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.failure.FailureException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final ManualTiming timing = new ManualTiming();
    private final List<String> verdicts = new ArrayList<>();

    @Test
    void anAnswerIsAwaitedForTheTimesOfLookUpConnectionAndResponse() {
        Patience patience = patience(FetchLimits.STANDARD);
        patience.asked();
        timing.advance(Duration.ofSeconds(3 + 3 + 5 + 30));
        assertThat(verdicts).isEmpty();
        timing.advance(Duration.ofSeconds(2));
        assertThat(verdicts).containsExactly("the server did not answer within 30 s");
    }

    @Test
    void eachRedirectIsAwaitedAnew() {
        Patience patience = patience(FetchLimits.STANDARD);
        for (int redirect = 0; redirect < 5; redirect++) {
            patience.asked();
            timing.advance(Duration.ofSeconds(35));
        }
        patience.arrived(0);
        timing.advance(Duration.ofSeconds(100));
        assertThat(verdicts).isEmpty();
    }

    @Test
    void bytesThatDripAreNotAwaited() {
        Patience patience = patience(Limits.ofRate(1_000));
        for (int second = 0; second < 32; second++) {
            patience.waiting();
            timing.advance(Duration.ofSeconds(1));
            patience.arrived(900);
        }
        assertThat(verdicts).containsExactly("the server sends fewer than 1000 bytes a second");
    }

    @Test
    void bytesThatKeepTheRateAreAwaited() {
        Patience patience = patience(Limits.ofRate(1_000));
        for (int second = 0; second < 3_600; second++) {
            patience.waiting();
            timing.advance(Duration.ofSeconds(1));
            patience.arrived(1_100);
        }
        assertThat(verdicts).isEmpty();
    }

    @Test
    void aGoodBeginningDoesNotPayForADripLater() {
        Patience patience = patience(Limits.ofRate(1_000));
        patience.waiting();
        timing.advance(Duration.ofSeconds(1));
        patience.arrived(1_000_000_000);
        for (int second = 0; second < 65; second++) {
            patience.waiting();
            timing.advance(Duration.ofSeconds(1));
            patience.arrived(1);
        }
        assertThat(verdicts).containsExactly("the server sends fewer than 1000 bytes a second");
    }

    /// Its timeout allows another try, this verdict does not.
    @Test
    void whoSendsNothingAtAllIsLeftToTheSocketForAsLongAgain() {
        Patience patience = patience(Limits.ofRate(1_000));
        patience.waiting();
        timing.advance(Duration.ofSeconds(59));
        assertThat(verdicts).isEmpty();
        timing.advance(Duration.ofSeconds(2));
        assertThat(verdicts).containsExactly("the server sends fewer than 1000 bytes a second");
    }

    @Test
    void timeInWhichNobodyTookTheBytesDoesNotCount() {
        Patience patience = patience(Limits.ofRate(1_000));
        for (int hour = 0; hour < 5; hour++) {
            patience.waiting();
            timing.advance(Duration.ofSeconds(1));
            patience.arrived(1_100);
            timing.advance(Duration.ofHours(1));
        }
        assertThat(verdicts).isEmpty();
    }

    @Test
    void theWholeFetchHasATime() {
        patience(Limits.ofTotalTime(Duration.ofMinutes(10)));
        timing.advance(Duration.ofMinutes(10));
        assertThat(verdicts).isEmpty();
        timing.advance(Duration.ofSeconds(2));
        assertThat(verdicts).containsExactly("fetching took longer than 600 s");
    }

    @Test
    void nothingIsLookedAtAfterItsEnd() {
        Patience closed = patience(FetchLimits.STANDARD);
        closed.asked();
        closed.close();
        timing.advance(Duration.ofHours(100));
        assertThat(verdicts).isEmpty();
        assertThat(timing.alarms()).isZero();

        patience(FetchLimits.STANDARD);
        timing.advance(Duration.ofHours(100));
        assertThat(verdicts).hasSize(1);
        assertThat(timing.alarms()).isZero();
    }

    private Patience patience(FetchLimits limits) {
        return Patience.begin(limits, timing, timing.nanos(), this::note);
    }

    private void note(FailureException verdict) {
        verdicts.add(verdict.sentence());
    }
}
