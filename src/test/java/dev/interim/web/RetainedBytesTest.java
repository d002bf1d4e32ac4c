package dev.interim.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interim.fixture.LoopbackServer;
import dev.interim.fixture.LoopbackServer.Reply;
import dev.interim.fixture.Packing;
import dev.interim.fixture.SmallCsv;
import dev.interim.job.JobId;
import dev.interim.job.JobService;
import dev.interim.job.Owner;
import dev.interim.job.Viewer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/// An ended job holds no more bytes than its snapshot and 64 KB, whatever its source, the form of
/// its data, its mode and its ending; measured as heap in use after a collection.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestPropertySource(
        properties = {
            "interim.job.kept=10000",
            "interim.job.history=1",
            "interim.job.profile-memory=0",
            "interim.job.warm-up=false"
        })
@Timeout(300)
class RetainedBytesTest extends LiveService {
    /// Those of three small columns are below that together with the snapshot.
    private static final long BOUND = 64 * 1024;

    /// What deleting a job answers that has ended.
    private static final int FORGOTTEN = 204;

    private static final int GROUPS = 2;
    private static final int ROUNDS = 8;
    private static final int ROWS = 200;

    /// More than the bytes that all stalled answers of a round still want.
    private static final int ENOUGH = 100_000_000;

    /// So that a job is still running when it is cancelled, or nearly always.
    private static final int LONG = 200_000;

    private static final List<String> MODES = List.of("sequential", "concurrent", "parallel");
    private static final List<String> FORMATS = List.of("csv", "json", "gzip");

    private final Semaphore nothing = new Semaphore(0);
    private LoopbackServer server;
    @Autowired private JobService jobs;

    @BeforeAll
    void prepare() throws IOException {
        server = LoopbackServer.start();
        for (String format : FORMATS) {
            byte[] whole = data(format);
            Files.write(ROOT.resolve("whole." + format), whole);
            Files.write(ROOT.resolve("broken." + format), broken(format));
            Files.write(ROOT.resolve("long." + format), data(format, LONG));
            server.on("/whole." + format, Reply.of(whole));
            server.on("/stalls." + format, Reply.of(whole).dripping(nothing));
            server.on("/breaks." + format, Reply.of(whole).status(404));
        }
    }

    @AfterAll
    void close() {
        server.close();
    }

    private static byte[] data(String format) {
        return data(format, ROWS);
    }

    private static byte[] data(String format, int rows) {
        byte[] csv = SmallCsv.of(rows, 9);
        return switch (format) {
            case "csv" -> csv;
            case "json" -> json(rows);
            default -> Packing.GZIP.of(csv);
        };
    }

    private static byte[] json(int rows) {
        var lines = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            lines.append(
                    "{\"id\":%d,\"name\":\"n%d\",\"in\":{\"x\":%d}}\n".formatted(row, row, row));
        }
        return lines.toString().getBytes(UTF_8);
    }

    private static byte[] broken(String format) {
        byte[] whole = data(format);
        return switch (format) {
            case "csv" -> "a,b\n".getBytes(UTF_8);
            case "json" -> "{\"a\":".getBytes(UTF_8);
            default -> Arrays.copyOf(whole, whole.length / 2);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "sample, succeeded", "sample, limited", "sample, cancelled", "sample, failed",
        "file, succeeded", "file, limited", "file, cancelled", "file, failed",
        "http, succeeded", "http, limited", "http, cancelled", "http, failed",
        "upload, succeeded", "upload, limited", "upload, cancelled", "upload, failed"
    })
    void anEndedJobHoldsLittle(String source, String ending) throws InterruptedException {
        Set<String> ends = new HashSet<>();
        round(source, ending, ends);
        // Of the latest 20 ended jobs more is kept; each group begins and ends with as many.
        round(source, ending, ends);
        round(source, ending, ends);
        long each = Long.MAX_VALUE;
        for (int group = 0; group < GROUPS; group++) {
            // What is made once, or freed late, shows in one group; what each job holds, in all.
            each = Math.min(each, bytesOfEach(source, ending, ends));
        }
        assertThat(ends).contains(ending.equals("limited") ? "succeeded" : ending);
        assertThat(each).as("bytes of each job").isLessThan(BOUND);
    }

    private long bytesOfEach(String source, String ending, Set<String> ends)
            throws InterruptedException {
        long before = heapAfterCollection();
        int jobs = 0;
        for (int round = 0; round < ROUNDS; round++) {
            jobs += round(source, ending, ends);
        }
        assertThat(jobs).isGreaterThanOrEqualTo(2 * ROUNDS);
        return (heapAfterCollection() - before) / jobs;
    }

    /// A job of each format in each mode; answers how many are left.
    private int round(String source, String ending, Set<String> ends) throws InterruptedException {
        int jobs = 0;
        for (String mode : MODES) {
            for (String format : source.equals("sample") ? List.of("csv") : FORMATS) {
                String id = started(source, ending, "mode=" + mode, format);
                boolean isForgotten =
                        ending.equals("cancelled")
                                && !source.equals("upload")
                                && delete(id).statusCode() == FORGOTTEN;
                if (!isForgotten) {
                    ends.add(ended(id).get("state").asString());
                    jobs++;
                }
            }
        }
        letGo();
        return jobs;
    }

    /// So that nothing of the server is counted: it holds a place and a buffer for each client that
    /// it keeps waiting, also when that has gone.
    private void letGo() throws InterruptedException {
        nothing.release(ENOUGH);
        server.awaitNobody();
        nothing.drainPermits();
    }

    private String started(String source, String ending, String mode, String format) {
        String query = mode + (ending.equals("limited") ? "&maxRows=10" : "");
        return switch (source) {
            case "sample" ->
                    started(query + "&uri=" + encoded("sample:trips" + rate(ending)) + bad(ending));
            case "file" -> started(query + "&uri=" + encoded(file(ending, format)));
            case "http" -> started(query + "&uri=" + encoded(server.uri(path(ending, format))));
            default -> uploaded(query, ending, format);
        };
    }

    private static String rate(String ending) {
        return ending.equals("cancelled") ? "?rate=50kB" : "";
    }

    private static String bad(String ending) {
        return ending.equals("failed") ? "&groupBy=nothing" : "";
    }

    private static String file(String ending, String format) {
        String name =
                switch (ending) {
                    case "cancelled" -> "long.";
                    case "failed" -> "broken.";
                    default -> "whole.";
                };
        return ROOT.resolve(name + format).toUri().toString();
    }

    private static String path(String ending, String format) {
        return switch (ending) {
            case "cancelled" -> "/stalls." + format;
            case "failed" -> "/breaks." + format;
            default -> "/whole." + format;
        };
    }

    private String uploaded(String query, String ending, String format) {
        byte[] whole = data(format);
        switch (ending) {
            case "cancelled" -> {
                try (var upload =
                        new SlowUpload(
                                port,
                                "PUT /jobs?" + query + " HTTP/1.1",
                                "Content-Length: " + (whole.length + 1))) {
                    String id = upload.job();
                    upload.send(whole);
                    delete(id);
                    ended(id);
                    return id;
                }
            }
            case "failed" -> {
                try (var upload =
                        new SlowUpload(
                                port,
                                "PUT /jobs?" + query + " HTTP/1.1",
                                "Content-Length: " + (whole.length + 1))) {
                    String id = upload.job();
                    upload.send(whole);
                    return id;
                }
            }
            default -> {
                var upload = request("/jobs?" + query).PUT(BodyPublishers.ofByteArray(whole));
                return accepted(send(upload));
            }
        }
    }

    @Test
    void whoWaitsForAResultInVainLeavesNothing() {
        String id = started("uri=" + encoded("sample:trips?rate=1kB"));
        var job = jobs.get(new Viewer.AllJobs(Owner.ANYBODY), JobId.parse(id));
        for (int i = 0; i < 3; i++) {
            get("/jobs/" + id + "/result", "Prefer", "wait=1");
        }
        // The last one may have its answer before it is forgotten.
        await().untilAsserted(() -> assertThat(job.waiting()).isZero());
        delete(id);
    }

    private static long heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
