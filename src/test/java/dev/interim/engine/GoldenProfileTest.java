package dev.interim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.scan.Buffers;
import dev.interim.engine.scan.Chunker;
import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.stats.Measures;
import dev.interim.engine.stats.Part;
import dev.interim.engine.stats.Profile;
import dev.interim.engine.stats.Snapshot;
import dev.interim.engine.stats.Statistics;
import dev.interim.engine.stats.StoredProfile;
import dev.interim.fixture.Chunks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The bytes of a stored profile: the present form is written as it lies here, and the form before
/// it is read.
class GoldenProfileTest {
    private static final Measures MEASURES =
            new Measures(Statistics.COMPLETE, new Measures.Grouping("word"));
    private static final Path FOLDER = Path.of("src/test/resources/profiles");

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json"})
    void thePresentFormIsWrittenByteByByte(String format) {
        // bytes that change need a new version of the form, and a reader of the old one
        assertThat(stored(format).bytes()).isEqualTo(golden(3, format));
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json"})
    void theFormBeforeIsRead(String format) {
        var old = StoredProfile.of(golden(2, format));
        assertThat(snapshot(old)).isEqualTo(snapshot(stored(format)));
    }

    @Test
    void profilesOfBothFormsAreMerged() {
        var merged =
                StoredProfile.merged(List.of(StoredProfile.of(golden(2, "csv")), stored("csv")));
        var columns = snapshot(merged).columns();
        var once = snapshot(stored("csv")).columns();
        assertThat(columns).hasSameSizeAs(once);
        for (int i = 0; i < once.size(); i++) {
            assertThat(columns.get(i).distinct()).isEqualTo(once.get(i).distinct());
        }
    }

    private static Snapshot snapshot(StoredProfile stored) {
        return stored.profile().snapshot(stored.scope(), true);
    }

    private static StoredProfile stored(String format) {
        var chunker = new Chunker(ScanOptions.AUTO, new Buffers(256 * 1024, 0));
        var chunks = Chunks.of(chunker, data(format).getBytes(StandardCharsets.UTF_8));
        var profile = new Profile(chunker.layout().schema(), MEASURES);
        var part = new Part(MEASURES);
        for (var chunk : chunks) {
            chunker.layout().scanner().scan(chunk, part.batch());
            part.compute(chunker.layout().schema());
            profile.add(part);
        }
        return new StoredProfile(profile, Snapshot.Scope.WHOLE);
    }

    private static String data(String format) {
        return format.equals("csv") ? csv() : json();
    }

    private static String csv() {
        var text = new StringBuilder("id,amount,word,day,seen,at,mixed\n");
        for (int row = 0; row < 400; row++) {
            text.append(row).append(',');
            text.append(row % 7 == 0 ? "" : row % 50 / 4.0).append(',');
            text.append("word ").append(row % 6).append(row % 6 == 5 ? "x".repeat(300) : "");
            text.append(",2024-0%d-1%d".formatted(1 + row % 9, row % 10));
            text.append(row % 3 == 0 ? ",true" : ",false");
            text.append(",2024-01-01T10:%02d:00Z".formatted(row % 60));
            text.append(List.of(",a", ",1", ",NaN", ",-2.5", ",inf").get(row % 5)).append('\n');
        }
        return text.toString();
    }

    private static String json() {
        var text = new StringBuilder();
        for (int row = 0; row < 300; row++) {
            text.append("{\"id\":").append(row);
            if (row % 3 > 0) {
                text.append(",\"word\":\"w").append(row % 9).append('"');
            }
            if (row % 4 > 0) {
                text.append(",\"at\":{\"x\":").append(row % 80 / 8.0).append('}');
            }
            text.append("}\n");
        }
        return text.toString();
    }

    private static byte[] golden(int form, String format) {
        try {
            return Files.readAllBytes(FOLDER.resolve("form-%d-%s.iprf".formatted(form, format)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes the present form anew, for a version that was raised.
    public static void main(String... arguments) throws IOException {
        for (String format : List.of("csv", "json")) {
            Files.write(Path.of(arguments[0], format + ".iprf"), stored(format).bytes());
        }
    }
}
