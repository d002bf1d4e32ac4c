package dev.interim.bench;

import dev.interim.job.Job;
import dev.interim.job.JobId;
import dev.interim.job.JobService;
import dev.interim.job.Owner;
import dev.interim.job.Viewer;
import dev.interim.schedule.Span;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/// How soon a change of a running job takes effect while eight batch jobs keep all workers busy.
///
/// The service runs in this process; changes go over HTTP, and what they bring about is read from
/// the turns of the job: the last one that ends after a pause, the first one that starts after a
/// resumption or on another executor after a change of mode. Argument: how often. Prints quantiles
/// in milliseconds, from before the request is sent.
public final class Steering {
    private static final String APPLICATION = "dev.interim.InterimApplication";
    private static final int BATCH_JOBS = 8;
    private static final int WARM_UPS = 20;
    private static final String WORK = "synthetic:work?duration=1h";
    private static final String ESSAY = "synthetic:essay?fetch=1h&statistics=1h&slices=1000";
    private static final long POLL = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final String service;
    private final JobService jobs;

    private Steering(ConfigurableApplicationContext application) {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        service = "http://localhost:" + port;
        jobs = application.getBean(JobService.class);
    }

    /// Measures.
    public static void main(String[] arguments)
            throws IOException, InterruptedException, ClassNotFoundException {
        int times = Integer.parseInt(arguments[0]);
        try (var application =
                SpringApplication.run(
                        Class.forName(APPLICATION),
                        "--server.port=0",
                        "--logging.level.root=warn",
                        "--spring.main.banner-mode=off")) {
            var bench = new Steering(application);
            for (int i = 0; i < BATCH_JOBS; i++) {
                bench.start("priority=batch&mode=parallel&uri=" + encoded(WORK));
            }
            bench.pauses(WARM_UPS);
            bench.modes(WARM_UPS);
            double[][] pauses = bench.pauses(times);
            print("pause", pauses[0]);
            print("resume", pauses[1]);
            double[][] modes = bench.modes(times);
            print("to concurrent", modes[0]);
            print("to parallel", modes[1]);
            print("cancel", bench.cancels(times));
        }
    }

    private double[][] pauses(int times) throws IOException, InterruptedException {
        Job job = running("mode=parallel&uri=" + encoded(WORK));
        double[][] millis = new double[2][times];
        for (int i = 0; i < times; i++) {
            long before = System.nanoTime();
            patch(job, "{\"state\":\"paused\"}");
            millis[0][i] = (lastEnd(job, before) - before) / 1e6;
            before = System.nanoTime();
            patch(job, "{\"state\":\"running\"}");
            millis[1][i] = (startOf(job, before, span -> true) - before) / 1e6;
        }
        delete(job);
        return millis;
    }

    private double[][] modes(int times) throws IOException, InterruptedException {
        Job job = running("mode=parallel&uri=" + encoded(ESSAY));
        double[][] millis = new double[2][times];
        String[] modes = {"concurrent", "parallel"};
        String[] executors = {"turns", "cores"};
        for (int i = 0; i < 2 * times; i++) {
            String executor = executors[i % 2];
            long before = System.nanoTime();
            patch(job, "{\"mode\":\"" + modes[i % 2] + "\"}");
            Predicate<Span> isThere = span -> span.track().worker().startsWith(executor);
            millis[i % 2][i / 2] = (startOf(job, before, isThere) - before) / 1e6;
        }
        delete(job);
        return millis;
    }

    private double[] cancels(int times) throws IOException, InterruptedException {
        double[] millis = new double[times];
        for (int i = 0; i < times; i++) {
            Job job = running("mode=parallel&uri=" + encoded(WORK));
            long before = System.nanoTime();
            delete(job);
            millis[i] = (lastEnd(job, before) - before) / 1e6;
        }
        return millis;
    }

    /// Waits until no turn has ended for a while; answers the end of the last one, or the given
    /// time when there was none after it.
    private static long lastEnd(Job job, long before) {
        long last = before;
        long quietSince = System.nanoTime();
        while (System.nanoTime() - quietSince < QUIET) {
            for (Span span : job.timeline()) {
                if (span.endNanos() > last) {
                    last = span.endNanos();
                    quietSince = System.nanoTime();
                }
            }
            LockSupport.parkNanos(POLL);
        }
        return last;
    }

    /// Waits for a turn that started after the given time.
    private static long startOf(Job job, long after, Predicate<Span> isWanted) {
        while (System.nanoTime() - after < PATIENCE) {
            for (Span span : job.timeline()) {
                if (span.startNanos() > after && isWanted.test(span)) {
                    return span.startNanos();
                }
            }
            LockSupport.parkNanos(POLL);
        }
        throw new IllegalStateException("no turn of the job came");
    }

    private Job running(String query) throws IOException, InterruptedException {
        long before = System.nanoTime();
        Job job = jobs.get(new Viewer.AllJobs(Owner.ANYBODY), JobId.parse(start(query)));
        startOf(job, before, span -> true);
        return job;
    }

    private String start(String query) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(service + "/jobs?" + query))
                        .POST(BodyPublishers.noBody());
        return json.readTree(send(request)).get("id").asString();
    }

    private void patch(Job job, String change) throws IOException, InterruptedException {
        send(
                HttpRequest.newBuilder(uri(job))
                        .header("Content-Type", "application/merge-patch+json")
                        .method("PATCH", BodyPublishers.ofString(change)));
    }

    private void delete(Job job) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(uri(job)).DELETE());
    }

    private URI uri(Job job) {
        return URI.create(service + "/jobs/" + job.id().uuid());
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = client.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void print(String what, double[] millis) {
        Arrays.sort(millis);
        System.out.printf(
                "%-14s n=%d  p50 %.1f  p90 %.1f  p99 %.1f  max %.1f ms%n",
                what,
                millis.length,
                millis[millis.length / 2],
                millis[millis.length * 9 / 10],
                millis[millis.length * 99 / 100],
                millis[millis.length - 1]);
    }
}
