package dev.interim.web;

import dev.interim.engine.failure.FailureKind;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/// Bounds how many threads requests keep busy: those of one address, and all that have a body, for
/// which a thread may have to wait. More are refused with 429 at once.
///
/// Requests for the health of the service are never refused. What goes on without a thread, as a
/// stream of events does, does not count.
final class RequestPlaces extends Handler.Wrapper {
    private static final String HEALTH = "/actuator/health";
    private static final String RETRY_AFTER_SECONDS = "5";

    private final int perAddress;
    private final int bodies;
    private final RefusalMeters meters;
    private final JsonMapper json = new JsonMapper();
    private final Map<String, Busy> byAddress = new HashMap<>();
    private int bodiesOfAll;

    /// What one address keeps busy.
    private record Busy(int requests, int bodies) {
        Busy plus(int more, boolean hasBody) {
            return new Busy(requests + more, hasBody ? bodies + more : bodies);
        }
    }

    /// @param perAddress how many requests of one address may be served at the same time; half as
    ///   many may have a body
    /// @param bodies how many of all addresses together may have one
    RequestPlaces(int perAddress, int bodies, RefusalMeters meters) {
        this.perAddress = perAddress;
        this.bodies = bodies;
        this.meters = meters;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = String.valueOf(request.getHttpURI().getCanonicalPath());
        if (path.startsWith(HEALTH)) {
            return super.handle(request, response, callback);
        }
        String address = Request.getRemoteAddr(request);
        boolean hasBody = hasBody(request);
        String reason = take(address, hasBody);
        if (reason != null) {
            refuse(reason, path, response, callback);
            return true;
        }
        try {
            return super.handle(request, response, callback);
        } finally {
            leave(address, hasBody);
        }
    }

    private static boolean hasBody(Request request) {
        String length = request.getHeaders().get(HttpHeader.CONTENT_LENGTH);
        return request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)
                || (length != null && !length.equals("0"));
    }

    /// Takes a place; answers why not, where there is none.
    private synchronized @Nullable String take(String address, boolean hasBody) {
        var busy = byAddress.getOrDefault(address, new Busy(0, 0)).plus(1, hasBody);
        if (busy.requests() > perAddress) {
            return "%d requests of your address %s are being served, as many as may be (interim.web.traffic.requests-per-address); try again when one has been answered"
                    .formatted(perAddress, address);
        }
        if (hasBody && busy.bodies() > perAddress / 2) {
            return "%d requests with a body of your address %s are being served, as many as may be (half of interim.web.traffic.requests-per-address); try again when one has been answered"
                    .formatted(perAddress / 2, address);
        }
        if (hasBody && bodiesOfAll >= bodies) {
            return "%d requests with a body are being served, as many as may be (three quarters of server.jetty.threads.max); try again when one has been answered"
                    .formatted(bodies);
        }
        byAddress.put(address, busy);
        bodiesOfAll += hasBody ? 1 : 0;
        return null;
    }

    private synchronized void leave(String address, boolean hasBody) {
        bodiesOfAll -= hasBody ? 1 : 0;
        byAddress.computeIfPresent(
                address, (_, busy) -> busy.requests() == 1 ? null : busy.plus(-1, hasBody));
    }

    /// How many addresses keep something busy.
    synchronized int addresses() {
        return byAddress.size();
    }

    private void refuse(String reason, String path, Response response, Callback callback) {
        meters.refused(FailureKind.OVER_CAPACITY);
        var problem =
                Problems.of(FailureKind.OVER_CAPACITY, HttpStatus.TOO_MANY_REQUESTS, reason, path);
        response.setStatus(problem.status());
        var headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        headers.put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
        headers.put("X-Content-Type-Options", "nosniff");
        response.write(true, ByteBuffer.wrap(json.writeValueAsBytes(problem)), callback);
    }
}
