package dev.interim.web;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/// Answers what the server refuses by itself, such as a broken path, with a problem too.
final class JettyProblems extends ErrorHandler {
    private final JsonMapper json = new JsonMapper();

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        var status = Objects.requireNonNullElse(HttpStatus.resolve(code), HttpStatus.BAD_REQUEST);
        String sentence = Objects.requireNonNullElse(message, status.getReasonPhrase());
        String at = Objects.requireNonNullElse(request.getHttpURI().getPath(), "/");
        response.getHeaders()
                .put(HttpHeader.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        byte[] problem = json.writeValueAsBytes(Problems.of(status, sentence, at));
        response.write(true, ByteBuffer.wrap(problem), callback);
    }
}
