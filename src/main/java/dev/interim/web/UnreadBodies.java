package dev.interim.web;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/// Takes in what nobody wants of a request's body, behind the answer and for a while.
///
/// A connection that is closed while bytes still come is reset, and a client that is busy sending
/// loses an answer which it has not read (RFC 9112, section 9.6): why its upload was refused, or
/// which job it started. No thread waits here.
final class UnreadBodies extends Handler.Wrapper {
    private final Duration patience;

    /// @param patience how long before the connection is closed after all
    UnreadBodies(Duration patience) {
        this.patience = patience;
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

    /// A body of which one may wait for more although somebody who has gone still does.
    private static final class Body extends Request.Wrapper {
        private final AtomicReference<@Nullable Runnable> waiting = new AtomicReference<>();

        Body(Request request) {
            super(request);
        }

        @Override
        public void demand(Runnable more) {
            if (waiting.getAndSet(more) == null) {
                super.demand(this::wake);
            }
        }

        private void wake() {
            var more = waiting.getAndSet(null);
            if (more != null) {
                more.run();
            }
        }
    }

    /// What of the body is left when the request has been answered.
    private final class Rest extends Callback.Nested implements Runnable {
        private final Body body;
        private Scheduler.@Nullable Task end;

        Rest(Body body, Callback answered) {
            super(answered);
            this.body = body;
        }

        @Override
        public void succeeded() {
            var endPoint = body.getConnectionMetaData().getConnection().getEndPoint();
            end =
                    body.getComponents()
                            .getScheduler()
                            .schedule(endPoint::close, patience.toMillis(), TimeUnit.MILLISECONDS);
            run();
        }

        /// There may be more, or the connection was closed.
        @Override
        public void run() {
            if (!isTaken()) {
                body.demand(this);
                return;
            }
            if (end != null) {
                end.cancel();
            }
            super.succeeded();
        }

        /// Takes all that is there; answers whether no more will come.
        private boolean isTaken() {
            while (true) {
                var chunk = body.read();
                if (chunk == null) {
                    return false;
                }
                chunk.release();
                if (chunk.isLast() || Content.Chunk.isFailure(chunk)) {
                    return true;
                }
            }
        }
    }
}
