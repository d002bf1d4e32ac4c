package dev.interim.web;

import dev.interim.engine.source.Timing;
import jakarta.servlet.ServletRequest;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Ends the wait for a body that arrives too slowly: whoever reads it gets a {@link
/// SlowBodyException}.
///
/// A thread that reads a body waits for the client, and there are only so many of these threads.
/// Jetty's own `minRequestDataRate` counts also the time in which nobody reads, as of an upload
/// whose job is paused, and looks only when bytes arrive.
final class SlowBodies extends Handler.Wrapper {
    private static final String ATTRIBUTE = SlowBodies.class.getName();
    private static final Duration SHORTEST_PERIOD = Duration.ofMillis(10);
    private static final Duration LONGEST_PERIOD = Duration.ofSeconds(5);

    private final BodyPace body;
    private final BodyPace upload;
    private final Timing timing;

    /// @param body how fast bodies must arrive
    /// @param upload how fast those must that are datasets
    SlowBodies(BodyPace body, BodyPace upload, Timing timing) {
        this.body = body;
        this.upload = upload;
        this.timing = timing;
    }

    /// Says that the body of this request is a dataset.
    static void expectUpload(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Body slow) {
            slow.expectUpload();
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var headers = request.getHeaders();
        if (!headers.contains(HttpHeader.CONTENT_LENGTH)
                && !headers.contains(HttpHeader.TRANSFER_ENCODING)) {
            return super.handle(request, response, callback);
        }
        var watched = new Body(request);
        request.setAttribute(ATTRIBUTE, watched);
        Request.addCompletionListener(request, _ -> watched.end());
        return super.handle(watched, response, callback);
    }

    /// A body whose reader is not left waiting for ever.
    private final class Body extends Request.Wrapper {
        private BodyPace pace = body;
        private @Nullable Runnable reader;
        private boolean isDemanded;
        private boolean isEnded;
        private long waitingSince;
        private long waitedNanos;
        private long bytes;
        private @Nullable SlowBodyException failure;
        private @Nullable Runnable alarm;

        Body(Request request) {
            super(request);
        }

        synchronized void expectUpload() {
            pace = upload;
        }

        synchronized void end() {
            isEnded = true;
            if (alarm != null) {
                alarm.run();
                alarm = null;
            }
        }

        @Override
        public Content.@Nullable Chunk read() {
            var known = failure();
            if (known != null) {
                return Content.Chunk.from(known);
            }
            var chunk = super.read();
            if (chunk != null && !Content.Chunk.isFailure(chunk)) {
                count(chunk.remaining());
            }
            return chunk;
        }

        private synchronized @Nullable SlowBodyException failure() {
            return failure;
        }

        private synchronized void count(int more) {
            bytes += more;
        }

        @Override
        public void demand(Runnable more) {
            if (begin(more)) {
                super.demand(this::arrived);
            }
        }

        private synchronized boolean begin(Runnable more) {
            reader = more;
            waitingSince = timing.nanos();
            if (alarm == null && !isEnded) {
                lookLater();
            }
            boolean isFirst = !isDemanded;
            isDemanded = true;
            return isFirst;
        }

        private void arrived() {
            var more = taken();
            if (more != null) {
                more.run();
            }
        }

        private synchronized @Nullable Runnable taken() {
            isDemanded = false;
            return stopWaiting();
        }

        private @Nullable Runnable stopWaiting() {
            var more = reader;
            if (more != null) {
                waitedNanos += timing.nanos() - waitingSince;
            }
            reader = null;
            return more;
        }

        // INVARIANT: only under the lock.
        private void lookLater() {
            var half = pace.grace().dividedBy(2);
            var shorter = half.compareTo(LONGEST_PERIOD) < 0 ? half : LONGEST_PERIOD;
            var period = shorter.compareTo(SHORTEST_PERIOD) < 0 ? SHORTEST_PERIOD : shorter;
            alarm = timing.alarm(period, this::look);
        }

        private void look() {
            var waiting = verdict();
            if (waiting != null) {
                waiting.run();
            }
        }

        /// Who is to be told that the body is too slow; `null` while it is not.
        private synchronized @Nullable Runnable verdict() {
            if (isEnded) {
                return null;
            }
            long now = timing.nanos();
            long waited = waitedNanos + (reader == null ? 0 : now - waitingSince);
            if (reader == null || !pace.isTooSlow(bytes, waited)) {
                lookLater();
                return null;
            }
            failure =
                    new SlowBodyException(
                            "the body arrives too slowly: %d bytes in %d s of waiting, and at least %s"
                                            .formatted(
                                                    bytes,
                                                    Duration.ofNanos(waited).toSeconds(),
                                                    pace)
                                    + " must; send it at once");
            alarm = null;
            return stopWaiting();
        }
    }
}
