package dev.interim;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;
import org.springframework.boot.SpringApplication;

/// A service that runs sample jobs, one after another, and says how many bytes of heap are in use
/// after a collection meanwhile.
public final class SampleJobsInARow {
    /// How many jobs, as a system property.
    static final String JOBS = "interim.jobs-in-a-row";

    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private SampleJobsInARow() {}

    /// Runs the jobs.
    ///
    /// @param settings of the service
    public static void main(String[] settings) throws IOException, InterruptedException {
        try (var service = SpringApplication.run(InterimApplication.class, settings)) {
            String port = service.getEnvironment().getRequiredProperty("local.server.port");
            int jobs = Integer.getInteger(JOBS);
            for (int job = 1; job <= jobs; job++) {
                run("http://localhost:" + port + "/jobs");
                if (job % (jobs / 20) == 0) {
                    say("after %d jobs %d bytes".formatted(job, heapAfterCollection()));
                }
            }
            say("all jobs succeeded");
        }
    }

    private static void run(String jobs) throws IOException, InterruptedException {
        var started =
                HttpRequest.newBuilder(URI.create(jobs + "?uri=sample:trips"))
                        .POST(BodyPublishers.noBody());
        var id = ID.matcher(sent(started, 202));
        if (!id.find()) {
            throw new IllegalStateException("a job without an id");
        }
        var job = URI.create(jobs + "/" + id.group(1) + "/result");
        sent(HttpRequest.newBuilder(job).header("Prefer", "wait=50"), 200);
    }

    private static String sent(HttpRequest.Builder request, int status)
            throws IOException, InterruptedException {
        var answer = CLIENT.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() != status) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static long heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
