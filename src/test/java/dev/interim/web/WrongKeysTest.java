package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Who tries keys is told no each time, and changes nothing for anybody else.
class WrongKeysTest extends GuardedService {
    private static final int TRIES = 300;
    private static final Pattern STARTS = Pattern.compile("\"starts\";r=(\\d+)");

    private double refused() {
        var metrics = URI.create("http://127.0.0.1:" + managementPort + "/actuator/prometheus");
        return Scrape.of(send(HttpRequest.newBuilder(metrics)).body())
                .value("interim_requests_refused_total{failure=\"unauthorized\"}");
    }

    /// How many more jobs Alice may start.
    private int left() {
        var answer = ask(ALICE, "GET", "/jobs");
        assertThat(answer.statusCode()).isEqualTo(200);
        var starts = STARTS.matcher(answer.headers().firstValue("RateLimit").orElseThrow());
        assertThat(starts.find()).isTrue();
        return Integer.parseInt(starts.group(1));
    }

    @Test
    void wrongKeysLockNobodyOutAndAreCounted() {
        double before = refused();
        int left = left();
        assertThat(IntStream.range(0, TRIES))
                .allSatisfy(each -> {
                    var answer = ask(ALICE + each, "POST", "/jobs");
                    assertThat(answer.statusCode()).isEqualTo(401);
                    assertThat(answer.headers().map()).doesNotContainKey("RateLimit");
                });
        assertThat(refused() - before).isEqualTo(TRIES);
        assertThat(left()).isGreaterThanOrEqualTo(left);
    }
}
