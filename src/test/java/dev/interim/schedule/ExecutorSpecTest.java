package dev.interim.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an executor may be, and what is said when it may not.
class ExecutorSpecTest {

    @Test
    void standardExecutorsAreOneWorkerOnePerCoreAndVirtualThreads() {
        assertThat(ExecutorSpec.standard(8))
                .extracting(ExecutorSpec::name, ExecutorSpec::workers, ExecutorSpec::threads)
                .satisfiesExactly(
                        turns ->
                                assertThat(turns.toList())
                                        .containsExactly("turns", 1, ThreadKind.PLATFORM),
                        cores ->
                                assertThat(cores.toList())
                                        .containsExactly("cores", 8, ThreadKind.PLATFORM),
                        io ->
                                assertThat(io.toList())
                                        .containsExactly("io", 64, ThreadKind.VIRTUAL));
    }

    @Test
    void coresHasTwoWorkersAlsoOnOneCore() {
        assertThat(ExecutorSpec.standard(1).get(1).workers()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1025})
    void refusesTooFewAndTooManyWorkers(int workers) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spec("cores", workers, Duration.ofMillis(20)))
                .withMessage("executor 'cores' must have 1 to 1024 workers, not " + workers);
    }

    @Test
    void acceptsTheExtremes() {
        assertThat(spec("a", 1, Duration.ofNanos(100_000)).workers()).isEqualTo(1);
        assertThat(spec("b", 1_024, Duration.ofMinutes(1)).workers()).isEqualTo(1_024);
        assertThat(new Shares(0.5, 0.5).batch()).isEqualTo(0.5);
    }

    @Test
    void refusesAQuantumTooShortOrTooLong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spec("cores", 1, Duration.ZERO))
                .withMessage(
                        "executor 'cores' must have a quantum from 100 µs to 1 minute, not 0s");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spec("cores", 1, Duration.ofMinutes(2)))
                .withMessage(
                        "executor 'cores' must have a quantum from 100 µs to 1 minute, not 2m");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Cores", "9lives", "a b", "a/b", "a12345678901234567890123456789012"})
    void refusesNamesThatDoNotFitIntoAnAddress(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spec(name, 1, Duration.ofMillis(20)))
                .withMessage(
                        "an executor's name is a small letter followed by up to 31 small letters,"
                                + " digits or hyphens, not '"
                                + name
                                + "'");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 0.51, Double.NaN})
    void refusesSharesThatStarveOneOrTheOther(double share) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Shares(0.1, share))
                .withMessage(
                        "the minimum share of batch lanes must be above 0 and at most 0.5, not "
                                + share);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Shares(share, 0.1))
                .withMessageStartingWith("the minimum share of normal lanes must be");
    }

    @Test
    void refusesLanesAndActivitiesWithoutAName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LaneSpec("job", " ", Priority.NORMAL))
                .withMessage("a lane needs a group and a name, not 'job' and ' '");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LaneSpec("", "lane", Priority.NORMAL))
                .withMessage("a lane needs a group and a name, not '' and 'lane'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Activity(""))
                .withMessage("an activity needs a name");
    }

    private static ExecutorSpec spec(String name, int workers, Duration quantum) {
        return new ExecutorSpec(name, workers, ThreadKind.PLATFORM, quantum, QueuePolicy.FAIR);
    }
}
