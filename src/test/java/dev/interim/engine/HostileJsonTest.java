package dev.interim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.scan.CsvOptions;
import dev.interim.engine.scan.DataFormat;
import dev.interim.engine.scan.MalformedLimit;
import dev.interim.engine.scan.ScanLimits;
import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.stats.Measures;
import dev.interim.engine.stats.Snapshot;
import dev.interim.fixture.FakeSource;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// JSON made to hurt ends soon: in a clear failure, or in a result.
@Timeout(60)
class HostileJsonTest {
    private static final int MILLION = 1_000_000;

    @Test
    void aMillionKeysInAsManyRecordsAreTooManyColumns() {
        refused(
                each(MILLION, "\n", i -> "{\"k%d\":1}".formatted(i)),
                FailureKind.TOO_LARGE,
                "the dataset has more than 10000 columns behind the first");
    }

    @Test
    void aMillionKeysInOneRecordAreTooManyColumns() {
        refused(
                "{" + each(MILLION, ",", i -> "\"k%d\":{}".formatted(i)) + "}",
                FailureKind.TOO_LARGE,
                "the records have more than 10000 different keys");
    }

    @Test
    void keysOfMalformedRecordsAreForgotten() throws InterruptedException {
        String data = "{\"a\":1}\n" + each(MILLION, "\n", i -> "{\"k%d\":1,}".formatted(i));
        var options =
                new ScanOptions(
                        DataFormat.AUTO,
                        CsvOptions.AUTO,
                        List.of(),
                        ScanLimits.USUAL,
                        new MalformedLimit(null, 1));
        var snapshot = Profiler.profile(FakeSource.of(data), options, Measures.STANDARD);
        assertThat(snapshot.malformedRows()).isEqualTo(MILLION);
        assertThat(snapshot.columns()).extracting(Snapshot.Column::name).containsExactly("a");
    }

    @Test
    void depthIsLimitedWithoutRunningOutOfStack() throws InterruptedException {
        String objects = "{\"a\":".repeat(MILLION);
        refused(objects, FailureKind.MALFORMED_DATA, "the object opened at byte 0 is never closed");
        refused("[" + objects, FailureKind.MALFORMED_DATA, "the object opened at byte 1");
        String arrays = "{\"a\":" + "[".repeat(MILLION) + "]".repeat(MILLION) + "}";
        refused(
                "[" + arrays + "]",
                FailureKind.MALFORMED_DATA,
                "the dataset is no JSON: nested too deeply at byte 69");
        var snapshot = profile("{\"a\":1}\n" + arrays + "\n" + objects + "\n{\"a\":2}\n");
        assertThat(snapshot.rows()).isEqualTo(2);
        assertThat(snapshot.malformedRows()).isEqualTo(2);
    }

    @Test
    void aStringThatNeverEndsIsNamed() {
        refused(
                "[{\"a\":\"" + "x".repeat(20 * MILLION),
                FailureKind.TOO_LARGE,
                "the record at byte 0 is longer than 16777216 bytes: the string opened at byte 6 is"
                        + " not closed");
    }

    @Test
    void recordsWithoutAnyKeysAreRows() throws InterruptedException {
        var snapshot = profile("[" + each(MILLION, ",", i -> "{}") + "]");
        assertThat(snapshot.rows()).isEqualTo(MILLION);
        assertThat(snapshot.columns()).isEmpty();
    }

    private static String each(int count, String between, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining(between));
    }

    private static Snapshot profile(String data) throws InterruptedException {
        return Profiler.profile(FakeSource.of(data), ScanOptions.AUTO, Measures.STANDARD);
    }

    private static void refused(String data, FailureKind kind, String sentence) {
        assertThatThrownBy(() -> profile(data))
                .isInstanceOf(FailureException.class)
                .hasMessageStartingWith(sentence)
                .extracting("kind")
                .isEqualTo(kind);
    }
}
