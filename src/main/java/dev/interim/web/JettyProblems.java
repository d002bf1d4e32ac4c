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
    /// What the server puts in the place of a path that it cannot read.
    private static final String UNREADABLE = "/badMessage";

    private final JsonMapper json = new JsonMapper();

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    /// The path, where it could be read.
    private static String at(Request request) {
        String path = request.getHttpURI().getPath();
        return path == null || path.equals(UNREADABLE) ? "/" : path;
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
        response.getHeaders()
                .put(HttpHeader.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        if (request.getMethod().equals("CONNECT")) {
            // Behind it a client would send what is no request.
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        byte[] problem = json.writeValueAsBytes(Problems.of(status, sentence, at(request)));
        response.write(true, ByteBuffer.wrap(problem), callback);
    }
}
