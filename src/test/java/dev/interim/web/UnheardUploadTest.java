package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interim.access.Callers;
import dev.interim.fixture.SmallCsv;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/// A client that is gone before it hears that its upload was accepted.
class UnheardUploadTest extends LiveService {
    @Autowired private SubmitController controller;
    @Autowired private Callers callers;

    @Test
    void jobStillLearnsHowTheUploadEnded() {
        var request = new MockHttpServletRequest("PUT", "/jobs");
        request.setContent(SmallCsv.of(100, 1));
        var caller = callers.of(request);
        assertThatThrownBy(() -> controller.upload(caller, request, new Deaf()))
                .hasMessage("Broken pipe");
        String newest = json(get("/jobs?limit=1")).get("items").get(0).get("id").asString();
        assertThat(ended(newest).get("source").get("uri").asString()).isEqualTo("upload:body");
        assertThat(result(newest).get("rows").asLong()).isEqualTo(100);
    }

    /// An answer to somebody who does not listen.
    private static final class Deaf extends MockHttpServletResponse {
        @Override
        public void flushBuffer() {
            throw new UncheckedIOException("Broken pipe", new IOException());
        }
    }
}
