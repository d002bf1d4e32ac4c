package dev.interim.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/// Writes frames to one client as fast as it reads them, while no thread waits for it.
///
/// The next frame is asked for when the one before has been written. It writes to the response
/// below that of servlets, which would copy the bytes for every client, in pieces of its buffer.
final class FrameWriter extends BaseSubscriber<Frame> implements Callback, AsyncListener {
    private static final Logger LOG = LoggerFactory.getLogger(FrameWriter.class);

    private final AsyncContext request;
    private final Response response;
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private volatile boolean isWriting;
    private volatile boolean isOver;

    private FrameWriter(AsyncContext request, Response response) {
        this.request = request;
        this.response = response;
    }

    /// Answers a request with these frames, below a head that is set already and goes out at once;
    /// they go on when this has returned.
    static void write(Flux<Frame> frames, HttpServletRequest request, HttpServletResponse head) {
        var async = request.startAsync();
        async.setTimeout(0);
        var response =
                ServletContextRequest.getServletContextRequest(request).getServletContextResponse();
        var writer = new FrameWriter(async, response);
        async.addListener(writer);
        frames.subscribe(writer);
        try {
            head.flushBuffer();
            writer.request(1);
        } catch (IOException e) {
            writer.failed(e);
        }
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        // Nothing is asked for before the head has been sent.
    }

    @Override
    protected void hookOnNext(Frame frame) {
        isWriting = true;
        response.write(false, frame.bytes(), this);
    }

    @Override
    public void succeeded() {
        isWriting = false;
        if (isOver) {
            close();
        } else {
            request(1);
        }
    }

    /// The client has gone, or was hung up on.
    @Override
    public void failed(Throwable cause) {
        LOG.debug("the client has gone", cause);
        cancel();
        close();
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    protected void hookOnComplete() {
        isOver = true;
        if (!isWriting) {
            close();
        }
    }

    @Override
    protected void hookOnError(Throwable mistake) {
        LOG.error("an event stream failed by a mistake of ours", mistake);
        close();
    }

    private void close() {
        if (isClosed.compareAndSet(false, true)) {
            request.complete();
        }
    }

    @Override
    public void onError(AsyncEvent event) {
        failed(event.getThrowable());
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        cancel();
        close();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        isClosed.set(true);
        cancel();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // It was started before this listened.
    }
}
