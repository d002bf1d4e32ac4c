package dev.interim.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The state machine of a lane.
class LaneStateTest {
    private final LaneState state = new LaneState();

    @Test
    void isRunnableOnceStarted() {
        assertThat(state.isRunnable()).isFalse();
        state.start();
        assertThat(state.isRunnable()).isTrue();
    }

    @Test
    void refusesASecondTurnBesideTheFirst() {
        state.start();
        state.beginTurn();
        state.signal();
        assertThatIllegalStateException().isThrownBy(state::beginTurn);
    }

    @Test
    void anInterruptedTurnOfARetiringLaneIsRetiredNotFailed() {
        state.start();
        state.beginTurn();
        state.retire();
        state.failTurn(new InterruptedException("closing"));
        assertThat(state.end()).isEqualTo(new LaneEnd.Retired());
    }

    @Test
    void aFailureWhileRetiringIsStillAFailure() {
        var failure = new IllegalStateException("broken");
        state.start();
        state.beginTurn();
        state.retire();
        state.failTurn(failure);
        assertThat(state.end()).isEqualTo(new LaneEnd.Failed(failure));
    }

    /// Against a model that counts: a signal that no turn has begun after must lead to one, unless
    /// the lane is paused or has ended.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noSequenceLosesASignal(long seed) {
        var random = new Random(seed);
        boolean owes = true;
        boolean isPaused = false;
        int turns = 0;
        state.start();
        for (int i = 0; i < 10_000; i++) {
            switch (random.nextInt(5)) {
                case 0 -> {
                    state.signal();
                    owes = true;
                }
                case 1 -> {
                    state.pause();
                    isPaused = true;
                }
                case 2 -> {
                    state.resume();
                    isPaused = false;
                }
                case 3 -> {
                    if (state.isRunnable()) {
                        state.beginTurn();
                        owes = false;
                        turns++;
                    }
                }
                default -> {
                    if (state.isRunning()) {
                        boolean again = random.nextBoolean();
                        state.endTurn(again ? Next.AGAIN : Next.PARK);
                        owes |= again;
                    }
                }
            }
            assertThat(state.isRunnable()).isEqualTo(owes && !isPaused && !state.isRunning());
        }
        assertThat(turns).isGreaterThan(500);
    }
}
