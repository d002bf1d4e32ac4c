package dev.interim.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.Simulation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Turns can be seen in a flight recording.
class TurnEventTest {
    @TempDir private Path folder;

    @Test
    void aRecordingShowsEveryTurn() throws IOException {
        Path file = folder.resolve("turns.jfr");
        try (var recording = new Recording()) {
            recording.enable("interim.Turn").withoutThreshold();
            recording.start();
            runTwoTurns();
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> turns =
                RecordingFile.readAllEvents(file).stream()
                        .filter(event -> event.getEventType().getName().equals("interim.Turn"))
                        .filter(event -> event.getString("group").equals("recorded job"))
                        .toList();
        assertThat(turns).hasSize(2);
        RecordedEvent turn = turns.getFirst();
        assertThat(turn.getString("worker")).isEqualTo("one-1");
        assertThat(turn.getString("lane")).isEqualTo("loader");
        assertThat(turn.getString("activity")).isEqualTo("fetch");
        assertThat(turn.getLong("bytes")).isEqualTo(100);
        assertThat(turn.getDuration()).isPositive();
        assertThat(turn.getLong("rows")).isEqualTo(3);
    }

    private static void runTwoTurns() {
        var simulation = new Simulation();
        var executor =
                new LaneExecutor(
                        new ExecutorSpec(
                                "one",
                                1,
                                ThreadKind.PLATFORM,
                                Duration.ofMillis(1),
                                QueuePolicy.FAIR),
                        simulation);
        Work work =
                turn -> {
                    turn.did(new Activity("fetch"), 100, 3);
                    turn.busy(Duration.ofSeconds(1));
                    return simulation.now().toSeconds() < 2 ? Next.AGAIN : Next.END;
                };
        executor.lane(new LaneSpec("recorded job", "loader", Priority.NORMAL), work).start();
        simulation.run();
    }
}
