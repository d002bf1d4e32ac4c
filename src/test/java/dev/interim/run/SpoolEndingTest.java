package dev.interim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.fixture.NoAlarms;
import dev.interim.fixture.RecordingListener;
import dev.interim.fixture.ScriptedSource;
import dev.interim.fixture.SmallCsv;
import dev.interim.run.Strategy.Sequential;
import dev.interim.schedule.ExecutorSpec;
import dev.interim.schedule.LaneExecutor;
import dev.interim.schedule.Priority;
import dev.interim.schedule.QueuePolicy;
import dev.interim.schedule.ThreadKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A sequential run keeps on disk what memory does not hold, and in no ending leaves it there.
@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "open files are counted in /proc")
class SpoolEndingTest {
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");
    private static final byte[] CSV = SmallCsv.of(40_000, 5);
    private static final byte[] FIRST_HALF = Arrays.copyOf(CSV, CSV.length / 2);

    @TempDir Path directory;

    private final RecordingListener listener = new RecordingListener();
    private final LaneExecutor executor =
            new LaneExecutor(
                    new ExecutorSpec(
                            "turns",
                            1,
                            ThreadKind.PLATFORM,
                            Duration.ofMillis(5),
                            QueuePolicy.FAIR));
    private boolean wasOnDisk;

    @AfterEach
    void close() {
        executor.close();
    }

    @Test
    void whenAllIsWell() {
        assertThat(end(new ScriptedSource().then(CSV))).isEqualTo(new RunEnd.Succeeded());
        assertThat(listener.result().rows()).isEqualTo(40_000);
        nothingIsLeft();
    }

    @Test
    void whenTheSourceFails() {
        var failure = new FailureException(FailureKind.SOURCE_UNAVAILABLE, "broke off");
        assertThat(end(new ScriptedSource().then(CSV).thenFail(failure)))
                .isEqualTo(new RunEnd.Failed(failure));
        nothingIsLeft();
    }

    @Test
    void whenItIsCancelledWhileItFetches() {
        var gate = new ScriptedSource.Gate();
        var source = new ScriptedSource().then(FIRST_HALF).then(FIRST_HALF).thenWaitFor(gate);
        var run = started(source);
        source.beforeEachTake(() -> {});
        while (run.progress().bytesFetched() < 2L * FIRST_HALF.length) {
            Thread.onSpinWait();
        }
        assertThat(spools()).isNotEmpty();
        run.cancel();
        assertThat(listener.end()).isEqualTo(new RunEnd.Cancelled());
        assertThat(spools()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    /// What runs the source, and looks for its spool meanwhile.
    private RunEnd end(ScriptedSource source) {
        source.beforeEachTake(this::look);
        started(source);
        return listener.end();
    }

    private Run started(ScriptedSource source) {
        var run = new Run(Rig.spec(source), Rig.limits(directory, 0), listener, new NoAlarms());
        run.start(new Sequential(), executor, Priority.NORMAL);
        return run;
    }

    private void look() {
        wasOnDisk |= !spools().isEmpty();
        // The file has no name from the beginning.
        assertThat(directory).isEmptyDirectory();
    }

    private void nothingIsLeft() {
        assertThat(wasOnDisk).isTrue();
        assertThat(spools()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    /// The open files below the directory of this test, with or without a name.
    private List<String> spools() {
        try (var files = Files.list(OPEN_FILES)) {
            return files.map(SpoolEndingTest::target)
                    .filter(target -> target.startsWith(directory.toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "gone meanwhile";
        }
    }
}
