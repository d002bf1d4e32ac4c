package dev.interim.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How soon an interactive job on a small dataset has its first result, on an idle service and
/// while eight batch jobs keep its workers busy.
///
/// Arguments: the address of a running service, the address of a dataset of about a megabyte, and
/// how often. Prints quantiles in milliseconds, from the acceptance of the job to its first result.
public final class Urgent {
    private static final int BATCH_JOBS = 8;
    private static final int WARM_UPS = 40;
    private static final String BUSY = "synthetic:work?duration=1h";

    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final String service;

    private Urgent(String service) {
        this.service = service;
    }

    /// Measures.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var bench = new Urgent(arguments[0]);
        int times = Integer.parseInt(arguments[2]);
        bench.measure(arguments[1], WARM_UPS);
        print("idle", bench.measure(arguments[1], times));
        List<String> batch = new ArrayList<>();
        for (int i = 0; i < BATCH_JOBS; i++) {
            batch.add(bench.start("priority=batch&uri=" + encoded(BUSY)));
        }
        print("busy", bench.measure(arguments[1], times));
        print("busy, as batch", bench.measure(arguments[1], "batch", times / 10));
        for (String job : batch) {
            bench.send(HttpRequest.newBuilder(bench.uri("/jobs/" + job)).DELETE());
        }
    }

    private double[] measure(String dataset, int times) throws IOException, InterruptedException {
        return measure(dataset, "interactive", times);
    }

    private double[] measure(String dataset, String priority, int times)
            throws IOException, InterruptedException {
        double[] millis = new double[times];
        for (int i = 0; i < times; i++) {
            String id = start("priority=" + priority + "&uri=" + encoded(dataset));
            send(
                    HttpRequest.newBuilder(uri("/jobs/" + id + "/result"))
                            .header("Prefer", "wait=60"));
            millis[i] = firstResult(job(id));
        }
        Arrays.sort(millis);
        return millis;
    }

    private static double firstResult(JsonNode job) {
        var created = Instant.parse(job.get("createdAt").asString());
        var first = Instant.parse(job.get("firstResultAt").asString());
        return Duration.between(created, first).toNanos() / 1e6;
    }

    private String start(String query) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(uri("/jobs?" + query))
                        .POST(HttpRequest.BodyPublishers.noBody());
        return json.readTree(send(request)).get("id").asString();
    }

    private JsonNode job(String id) throws IOException, InterruptedException {
        return json.readTree(send(HttpRequest.newBuilder(uri("/jobs/" + id))));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString()).body();
    }

    private URI uri(String path) {
        return URI.create(service + path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void print(String what, double[] sorted) {
        System.out.printf(
                "%-15s n=%d  min %.1f  p50 %.1f  p90 %.1f  p99 %.1f  max %.1f ms%n",
                what,
                sorted.length,
                sorted[0],
                quantile(sorted, 0.5),
                quantile(sorted, 0.9),
                quantile(sorted, 0.99),
                sorted[sorted.length - 1]);
    }

    private static double quantile(double[] sorted, double rank) {
        return sorted[Math.min(sorted.length - 1, (int) (rank * sorted.length))];
    }
}
