package dev.interim.web;

import dev.interim.schedule.Ticker;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Takes in what nobody wants of a request's body, behind the answer and for a while.
///
/// A connection that is closed while bytes still come is reset, and a client that is busy sending
/// loses an answer which it has not read (RFC 9112, section 9.6): why its upload was refused, or
/// which job it started. No thread waits here.
final class UnreadBodies extends Handler.Wrapper {
    /// Looked at whenever bytes come; a client that sends none ends by the server's idle timeout.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Ticker ticker;

    UnreadBodies(Ticker ticker) {
        this.ticker = ticker;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var headers = request.getHeaders();
        if (!headers.contains(HttpHeader.CONTENT_LENGTH)
                && !headers.contains(HttpHeader.TRANSFER_ENCODING)) {
            return super.handle(request, response, callback);
        }
        var body = new Body(request);
        return super.handle(body, response, new Rest(body, callback));
    }

    /// Notes whether anything was read: a client that asks first (`Expect: 100-continue`) sends
    /// nothing that nobody reads.
    private static final class Body extends Request.Wrapper {
        private final boolean isAsked;
        private volatile boolean isRead;

        Body(Request request) {
            super(request);
            isAsked = request.getHeaders().contains(HttpHeader.EXPECT);
        }

        boolean comes() {
            return isRead || !isAsked;
        }

        @Override
        public Content.Chunk read() {
            var chunk = super.read();
            isRead |= chunk != null;
            return chunk;
        }
    }

    private final class Rest extends Callback.Nested implements Runnable {
        private final Body body;
        private long deadline;

        Rest(Body body, Callback answered) {
            super(answered);
            this.body = body;
        }

        @Override
        public void succeeded() {
            deadline = ticker.nanos() + PATIENCE.toNanos();
            if (body.comes()) {
                run();
            } else {
                super.succeeded();
            }
        }

        @Override
        public void run() {
            boolean isOver = false;
            while (!isOver) {
                var chunk = body.read();
                if (chunk == null && isDemanded()) {
                    return;
                }
                isOver = chunk == null || chunk.isLast() || ticker.nanos() - deadline > 0;
                if (chunk != null) {
                    chunk.release();
                }
            }
            super.succeeded();
        }

        private boolean isDemanded() {
            try {
                body.demand(this);
                return true;
            } catch (IllegalStateException e) {
                // Who was interrupted while waiting for bytes still has the one place to wait in.
                return false;
            }
        }
    }
}
