package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/// Failures that are hard to bring about over HTTP, as answers.
class ProblemAdviceTest {
    private final ProblemAdvice advice =
            new ProblemAdvice(new RefusalMeters(new SimpleMeterRegistry()));
    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/jobs/1");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    private static Problem body(ResponseEntity<Problem> answer) {
        return Objects.requireNonNull(answer.getBody());
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_REQUEST, 400, Invalid request",
        "UNAUTHORIZED, 401, Unauthorized",
        "FORBIDDEN, 403, Forbidden",
        "FORBIDDEN_SOURCE, 403, Forbidden source",
        "NOT_FOUND, 404, Not found",
        "CONFLICT, 409, Conflict",
        "TOO_LARGE, 413, Too large",
        "IDEMPOTENCY_MISMATCH, 422, Idempotency mismatch",
        "MALFORMED_DATA, 422, Malformed data",
        "SOURCE_UNAVAILABLE, 502, Source unavailable",
        "OVER_CAPACITY, 429, Over capacity",
        "INTERNAL, 500, Internal",
    })
    void everyKindOfFailureHasItsStatus(FailureKind kind, int status, String title) {
        var failure = new FailureException(kind, "so it is\u0007");
        var answer = advice.failed(failure, request, response);
        assertThat(answer.getStatusCode().value()).isEqualTo(status);
        assertThat(answer.getHeaders().getFirst("Retry-After"))
                .isEqualTo(kind == FailureKind.OVER_CAPACITY ? "5" : null);
        assertThat(body(answer))
                .isEqualTo(
                        new Problem(
                                "urn:interim:problem:" + kind.label(),
                                title,
                                status,
                                "so it is\uFFFD",
                                "/jobs/1",
                                kind.label()));
    }

    @Test
    void mistakeOfOursTellsNothingOfItself() {
        var answer = advice.broke(new IllegalStateException("secret"), request, response);
        assertThat(body(Objects.requireNonNull(answer)).detail())
                .isEqualTo("a mistake of ours; see the log");
    }

    @Test
    void clientThatHasGoneIsNotAnswered() {
        var broken = new IllegalStateException("not sent", new IOException("Broken pipe"));
        assertThat(advice.broke(broken, request, response)).isNull();
    }

    @Test
    void answerThatHasBegunIsNotFollowedByAnother() {
        response.setCommitted(true);
        assertThat(advice.broke(new IllegalStateException("late"), request, response)).isNull();
    }
}
