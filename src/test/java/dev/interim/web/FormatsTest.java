package dev.interim.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interim.fixture.Packing;
import dev.interim.fixture.SmallCsv;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Compressed datasets, other charsets, several files: what a client sees of them.
class FormatsTest extends LiveService {
    private static final int ROWS = 3_000;
    private static final byte[] CSV = SmallCsv.of(ROWS, 8);
    private static final String WESTERN = "city,fare\nKöln,2.5\nNürnberg,3\n";

    @ParameterizedTest
    @EnumSource
    void uploadsMayBeCompressed(Packing packing) {
        byte[] packed = packing.of(CSV);
        var upload = request("/jobs").header("Content-Encoding", packing.label());
        String id = accepted(send(upload.PUT(BodyPublishers.ofByteArray(packed))));
        assertThat(result(id).get("rows").asLong()).isEqualTo(ROWS);
        var progress = ended(id).get("progress");
        assertThat(progress.get("bytesFetched").asLong()).isEqualTo(packed.length);
        assertThat(progress.get("bytesTotal").asLong()).isEqualTo(packed.length);
        assertThat(progress.get("fraction").asDouble()).isEqualTo(1.0);
    }

    @ParameterizedTest
    @EnumSource(names = {"ZSTD", "XZ", "LZ4", "ZIP"})
    void aCompressedUploadThatBreaksKeepsWhatCameOut(Packing packing) {
        byte[] packed = packing.of(SmallCsv.of(60_000, 8));
        byte[] most = Arrays.copyOf(packed, packed.length * 2 / 3);
        String id;
        try (var upload =
                new SlowUpload(port, "PUT /jobs HTTP/1.1", "Content-Length: " + packed.length)) {
            id = upload.job();
            upload.send(most);
            await().until(() -> bytesFetched(id) == most.length);
        }
        var job = ended(id);
        assertThat(job.get("state").asString()).isEqualTo("failed");
        assertThat(job.get("failure").get("kind").asString()).isEqualTo("source-unavailable");
        assertThat(job.get("failure").get("detail").asString())
                .endsWith("after %d of %d bytes".formatted(most.length, packed.length));
        var result = result(id);
        assertThat(result.get("final").asBoolean()).isTrue();
        assertThat(result.get("scope").asString()).isEqualTo("prefix");
        assertThat(result.get("rows").asLong()).isBetween(1_000L, 59_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sequential", "concurrent", "parallel"})
    void filesThatMatchAPatternAreOneDataset(String mode) throws IOException {
        var directory = Files.createTempDirectory(ROOT, "files");
        write(directory, "2026-01.csv", CSV);
        write(directory, "2026-02.csv.gz", Packing.GZIP.of(CSV));
        write(directory, "2026-03.csv.zst", Packing.ZSTD.of(CSV));
        write(directory, "other.csv", "x,y\n1,2\n".getBytes(UTF_8));
        long bytes = CSV.length + Packing.GZIP.of(CSV).length + (long) Packing.ZSTD.of(CSV).length;
        String id = started("mode=" + mode + "&uri=" + encoded(directory.toUri() + "2026-*"));
        assertThat(result(id).get("rows").asLong()).isEqualTo(3 * ROWS);
        var job = ended(id);
        assertThat(job.get("state").asString()).isEqualTo("succeeded");
        assertThat(job.get("source").get("uri").asString()).endsWith("/2026-*");
        assertThat(job.get("progress").get("bytesTotal").asLong()).isEqualTo(bytes);
        assertThat(job.get("progress").get("bytesFetched").asLong()).isEqualTo(bytes);
        assertThat(job.get("progress").get("fraction").asDouble()).isEqualTo(1.0);
    }

    @Test
    void aFileWithOtherColumnsFailsTheJobByName() throws IOException {
        var directory = Files.createTempDirectory(ROOT, "files");
        write(directory, "a.csv", CSV);
        write(directory, "b.csv", "x,y\n1,2\n".getBytes(UTF_8));
        String id = started("uri=" + encoded(directory.toUri() + "*.csv"));
        var failure = ended(id).get("failure");
        assertThat(failure.get("kind").asString()).isEqualTo("malformed-data");
        assertThat(failure.get("detail").asString()).startsWith("b.csv: the columns are x, y, but");
        assertThat(result(id).get("rows").asLong()).isEqualTo(ROWS);
    }

    @Test
    void aMemberOfAnArchiveIsNamedInTheAddress() throws IOException {
        var raw = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(raw)) {
            zip.putNextEntry(new ZipEntry("readme.txt"));
            zip.write(1);
            zip.putNextEntry(new ZipEntry("data/all.csv"));
            zip.write(CSV);
        }
        Path file = write(ROOT, "archive.zip", raw.toByteArray());
        String id = started("uri=" + encoded(file.toUri() + "#member=data/all.csv"));
        assertThat(result(id).get("rows").asLong()).isEqualTo(ROWS);
        assertThat(job(id).get("source").get("uri").asString()).endsWith("#member=data/all.csv");
    }

    @Test
    void aGuessedCharsetIsAWarning() {
        String id = uploaded("", WESTERN.getBytes(ISO_8859_1));
        assertThat(result(id).get("invalidText").asLong()).isZero();
        assertThat(result(id).get("columns").get(0).get("top").get(0).get("value").asString())
                .isIn("Köln", "Nürnberg");
        try (var events = follow(id)) {
            var warnings = data(events.rest(), "warning");
            assertThat(warnings).hasSize(1);
            assertThat(warnings.getFirst().get("code").asString()).isEqualTo("charset-guessed");
        }
    }

    @Test
    void aNamedCharsetIsUsed() {
        String id = uploaded("?charset=UTF-16LE", WESTERN.getBytes(UTF_16LE));
        assertThat(result(id).get("rows").asLong()).isEqualTo(2);
        assertThat(result(id).get("invalidText").asLong()).isZero();
    }

    @Test
    void bytesThatAreNoTextAreCountedOrFail() {
        byte[] bytes = WESTERN.getBytes(ISO_8859_1);
        String counted = uploaded("?charset=utf-8", bytes);
        assertThat(result(counted).get("invalidText").asLong()).isEqualTo(2);
        var failure = ended(uploaded("?charset=utf-8&invalidText=fail", bytes)).get("failure");
        assertThat(failure.get("kind").asString()).isEqualTo("malformed-data");
        assertThat(failure.get("detail").asString())
                .isEqualTo("the bytes at 11 are no text in UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"charset=klingon", "charset=", "invalidText=maybe"})
    void unknownWordsAreRefused(String query) {
        assertThat(post("/jobs?" + query).statusCode()).isEqualTo(400);
    }

    private String uploaded(String query, byte[] bytes) {
        return accepted(post("/jobs" + query, "text/csv", BodyPublishers.ofByteArray(bytes)));
    }

    private long bytesFetched(String id) {
        return job(id).get("progress").get("bytesFetched").asLong();
    }

    private static Path write(Path directory, String name, byte[] bytes) throws IOException {
        return Files.write(directory.resolve(name), bytes);
    }
}
