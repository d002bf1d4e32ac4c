package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.memory.MemoryBudget;
import dev.interim.engine.memory.MemoryUse;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/// A form of profiles is charged before it is read.
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"interim.memory.budget=10MB", "interim.job.warm-up=false"})
class FormMemoryTest extends LiveService {
    @Autowired MemoryBudget budget;

    private HttpResponse<String> merged(int bytes) {
        String form =
                "--x\r\nContent-Disposition: form-data; name=\"profile\"; filename=\"a\"\r\n\r\n%s\r\n--x--\r\n"
                        .formatted("a".repeat(bytes));
        return post(
                "/profiles/merge",
                "multipart/form-data; boundary=x",
                BodyPublishers.ofString(form));
    }

    @Test
    void oneForWhichThereCanNeverBeMemoryIsTooLarge() {
        var answer = merged(3_000_000);
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(json(answer).get("detail").asString()).contains("of memory for forms");
    }

    @Test
    void oneForWhichThereIsNoneNowMayComeAgain() {
        try (var others = budget.charge("others", MemoryUse.PROFILES, 6_000_000)) {
            assertThat(others.held()).isEqualTo(6_000_000);
            var answer = merged(300_000);
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        }
        assertThat(merged(300_000).statusCode()).isEqualTo(422);
        assertThat(budget.used()).isZero();
    }
}
