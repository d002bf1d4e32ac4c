package dev.interim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.Packing;
import dev.interim.fixture.ServiceProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What clients may send to a service of 256 MB of heap: whatever it is, the process lives, and a
/// small interactive job runs meanwhile.
@Timeout(180)
class SmallHeapServiceTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    private final ServiceProcess service =
            new ServiceProcess(
                    "dev.interim.InterimApplication",
                    List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"),
                    List.of("--interim.job.warm-up=false"));
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Socket> held = new ArrayList<>();

    @AfterEach
    void itLivesAndServes() throws IOException {
        try {
            assertThat(service.isAlive()).isTrue();
            var job = ended(started("/jobs?uri=sample:trips&priority=interactive", new byte[0]));
            assertThat(state(job)).as(job::toString).isEqualTo("succeeded");
            assertThat(service.isAlive()).isTrue();
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
            client.shutdownNow();
            service.close();
        }
    }

    @Test
    void thirtyJobsOfTwoThousandColumnsWaitForEachOther() {
        byte[] csv = csv(2_000, 60, 0);
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            jobs.add(startedAside("/jobs?mode=parallel", csv));
        }
        itServesMeanwhile();
        requireSuccess(jobs);
    }

    /// Nobody can say before how many keys will come, so some of them may be refused.
    @Test
    void thirtyJobsOfJsonWithTwoThousandKeysWaitOrAreTooLarge() {
        byte[] json = json(2_000, 60);
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            jobs.add(startedAside("/jobs?mode=parallel", json));
        }
        itServesMeanwhile();
        var ended = jobs.stream().map(this::ended).filter(job -> job.has("state")).toList();
        assertThat(ended).anyMatch(job -> state(job).equals("succeeded"));
        assertThat(ended)
                .allMatch(job ->
                        state(job).equals("succeeded")
                                || job.at("/failure/kind").asString().equals("too-large"));
    }

    @Test
    void aThousandGroupsOfAThousandColumnsAreTooLarge() {
        var job = ended(started("/jobs?groupBy=c0", csv(1_000, 3_000, 1_000)));
        assertThat(job.at("/failure/kind").asString()).as(job::toString).isEqualTo("too-large");
        assertThat(job.at("/failure/detail").asString()).contains("of memory", "for profiles");
    }

    @Test
    void windowsOfDecompressionWaitForEachOther() throws IOException {
        byte[] half = Arrays.copyOf(xzOfSixtyFourMebibytes(), 48_000);
        for (int i = 0; i < 8; i++) {
            stall("/jobs?mode=concurrent", half, 1_000_000);
        }
    }

    @Test
    void longRecordsWaitForEachOther() {
        byte[] packed = Packing.GZIP.of(longRecords(15_000_000, 3));
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            jobs.add(startedAside("/jobs?mode=parallel", packed));
        }
        itServesMeanwhile();
        requireSuccess(jobs);
    }

    @Test
    void uploadsThatWaitTakeNothing() throws IOException {
        for (int i = 0; i < 800; i++) {
            stall("/jobs", new byte[] {'a'}, 2_000_000);
        }
    }

    @Test
    void uploadsThatStallTakeWhatIsTheirs() throws IOException {
        byte[] csv = csv(10, 6_000, 0);
        for (int i = 0; i < 131; i++) {
            stall("/jobs", csv, csv.length + 2_000_000);
        }
    }

    @Test
    void endedJobsOfManyColumnsAreForgotten() {
        byte[] csv = csv(5_000, 2, 0);
        for (int i = 0; i < 30; i++) {
            ended(started("/jobs?mode=parallel&statistics=basic", csv));
        }
        byte[] narrow = csv(300, 60, 0);
        for (int i = 0; i < 130; i++) {
            ended(started("/jobs?mode=parallel", narrow));
        }
    }

    private void itServesMeanwhile() {
        var job = ended(started("/jobs?uri=sample:trips&priority=interactive", new byte[0]));
        assertThat(state(job)).as(job::toString).isEqualTo("succeeded");
    }

    /// Of jobs with large results only the latest are remembered.
    private void requireSuccess(List<String> jobs) {
        var ended = jobs.stream().map(this::ended).filter(job -> job.has("state")).toList();
        assertThat(ended)
                .isNotEmpty()
                .allSatisfy(job -> assertThat(state(job)).as(job::toString).isEqualTo("succeeded"));
        assertThat(send(request("/actuator/prometheus").GET()).body())
                .doesNotContainPattern(
                        "interim_jobs_ended_total\\{[^}]*state=\"failed\"[^}]*} [1-9]");
    }

    private static String state(JsonNode job) {
        return job.get("state").asString();
    }

    private String started(String path, byte[] body) {
        var answer = send(request(path).POST(BodyPublishers.ofByteArray(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JSON.readTree(answer.body()).get("id").asString();
    }

    /// Does not wait until all is sent.
    private String startedAside(String path, byte[] body) {
        var request = request(path).PUT(BodyPublishers.ofByteArray(body)).build();
        var answer = client.sendAsync(request, BodyHandlers.ofInputStream()).join();
        assertThat(answer.statusCode()).isEqualTo(202);
        try (var in = answer.body()) {
            return JSON.readTree(in.readAllBytes()).get("id").asString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private JsonNode ended(String id) {
        JsonNode job = job(id);
        for (int i = 0; i < 20 && job.path("endedAt").isNull(); i++) {
            send(
                    request("/jobs/" + id + "/result")
                            .header("Prefer", "wait=50")
                            .header("Accept", "text/csv")
                            .GET());
            job = job(id);
        }
        return job;
    }

    private JsonNode job(String id) {
        return JSON.readTree(send(request("/jobs/" + id).GET()).body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + service.port() + path))
                .timeout(PATIENCE);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofString()).join();
    }

    /// Sends the beginning of a body, and no more.
    private void stall(String path, byte[] beginning, int announced) throws IOException {
        var socket = new Socket("localhost", service.port());
        held.add(socket);
        String head =
                "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nContent-Length: %d\r\n\r\n"
                        .formatted(path, announced);
        var out = socket.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(beginning);
        out.flush();
    }

    private static byte[] csv(int columns, int rows, int groups) {
        var random = new Random(1);
        var csv = new StringBuilder();
        csv.append(names(columns).collect(Collectors.joining(","))).append('\n');
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                csv.append(column == 0 ? "" : ",");
                csv.append(
                        column == 0 && groups > 0
                                ? "g" + row % groups
                                : groups > 0
                                        ? "" + random.nextInt(10)
                                        : Long.toString(random.nextLong(), 36));
            }
            csv.append('\n');
        }
        return csv.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static java.util.stream.Stream<String> names(int columns) {
        return IntStream.range(0, columns).mapToObj(i -> "c" + i);
    }

    private static byte[] json(int columns, int rows) {
        var random = new Random(1);
        var json = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            json.append('{');
            json.append(
                    names(columns)
                            .map(name -> "\"%s\":%d".formatted(name, random.nextInt(1_000_000)))
                            .collect(Collectors.joining(",")));
            json.append("}\n");
        }
        return json.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] longRecords(int length, int records) {
        var out = new ByteArrayOutputStream();
        var random = new Random(1);
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) (i % 8 == 0 ? 'a' + random.nextInt(16) : 'x');
        }
        for (int i = 0; i < records; i++) {
            out.writeBytes(("{\"a\":" + i + ",\"b\":\"").getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(text);
            out.writeBytes("\"}\n".getBytes(StandardCharsets.US_ASCII));
        }
        return out.toByteArray();
    }

    private static byte[] xzOfSixtyFourMebibytes() throws IOException {
        var options = new LZMA2Options(1);
        options.setDictSize(64 << 20);
        var raw = new ByteArrayOutputStream();
        byte[] noise = new byte[300_000];
        new Random(1).nextBytes(noise);
        try (var xz = new XZOutputStream(raw, options)) {
            xz.write("a,b\n1,2\n".repeat(100).getBytes(StandardCharsets.US_ASCII));
            xz.write(noise);
        }
        return raw.toByteArray();
    }
}
