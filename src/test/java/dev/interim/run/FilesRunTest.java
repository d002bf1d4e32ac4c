package dev.interim.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.stats.Snapshot;
import dev.interim.fixture.FakeFiles;
import dev.interim.fixture.Packing;
import dev.interim.fixture.SmallCsv;
import dev.interim.run.Strategy.Concurrent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Several files as one dataset, under each strategy.
@Timeout(60)
class FilesRunTest {
    private static final byte[][] FILES = {
        SmallCsv.of(300, 1), Packing.BZIP2.of(SmallCsv.of(200, 2)), new byte[0], SmallCsv.of(100, 3)
    };

    @TempDir Path directory;

    static List<Strategy> strategies() {
        return Strategy.all();
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void giveTheSameResultUnderEveryStrategyAndKeptAnywhere(Strategy strategy) {
        var results = new ArrayList<Snapshot>();
        for (long spoolMemory : new long[] {0, 1_000_000}) {
            var rig = new Rig(FakeFiles.of(FILES), directory, spoolMemory);
            rig.start(strategy);
            assertThat(rig.finish()).isEqualTo(new RunEnd.Succeeded());
            assertThat(rig.run.progress().fraction()).isEqualTo(1.0);
            results.add(rig.listener.result());
        }
        var rig = new Rig(FakeFiles.of(FILES), directory, 0);
        rig.start(new Concurrent());
        rig.finish();
        assertThat(results).hasSize(2).containsOnly(rig.listener.result());
        assertThat(results.getFirst().rows()).isEqualTo(600);
        assertThat(results.getFirst().scope()).isEqualTo(Snapshot.Scope.WHOLE);
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void aFileThatDoesNotFitFailsTheRunAndKeepsTheOthers(Strategy strategy) {
        var files = FakeFiles.of(FILES[0], FILES[1], "id,other\n1,2\n".getBytes(UTF_8));
        var rig = new Rig(files, directory, 1_000_000);
        rig.start(strategy);
        assertThat(rig.finish())
                .isInstanceOfSatisfying(
                        RunEnd.Failed.class,
                        failed -> {
                            assertThat(failed.failure().kind())
                                    .isEqualTo(FailureKind.MALFORMED_DATA);
                            assertThat(failed.failure().sentence())
                                    .startsWith("2: the columns are id, other,");
                        });
        assertThat(rig.listener.result().rows()).isEqualTo(500);
        assertThat(rig.listener.result().scope()).isEqualTo(Snapshot.Scope.PREFIX);
    }

    @Test
    void aModeMayChangeWhileFilesAreKept() {
        var rig = new Rig(FakeFiles.of(FILES), directory, 1_000_000);
        rig.start(new Strategy.Sequential());
        rig.change(new Strategy.Parallel());
        assertThat(rig.finish()).isEqualTo(new RunEnd.Succeeded());
        assertThat(rig.listener.result().rows()).isEqualTo(600);
    }

    @Test
    void aGuessedCharsetIsWarnedOfOnce() {
        byte[] western = "a,b\nKäse,1\nKäse,2\n".getBytes(ISO_8859_1);
        var rig = new Rig(FakeFiles.of(western, western), directory, 1_000_000);
        rig.start(new Concurrent());
        assertThat(rig.finish()).isEqualTo(new RunEnd.Succeeded());
        assertThat(rig.listener.warnings())
                .containsExactly(
                        "charset-guessed: 0 is not UTF-8; it is read as windows-1252, which csv.charset can overrule");
    }
}
