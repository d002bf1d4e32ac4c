package dev.interim.engine.source;

import dev.interim.engine.failure.FailureException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;

/// What a web server serves at an address, fetched by one GET on a virtual thread of its own.
///
/// The thread waits for the server and for room in a bounded pipe; whoever takes never waits.
final class HttpSource implements Source {
    private final String uri;
    private final WebAddress address;
    private final Connections connections;
    private final PipeSize size;
    private final ThreadFactory threads;

    HttpSource(String uri, WebAddress address, Connections connections, PipeSize size) {
        this(uri, address, connections, size, Thread.ofVirtual().name("fetch").factory());
    }

    HttpSource(
            String uri,
            WebAddress address,
            Connections connections,
            PipeSize size,
            ThreadFactory threads) {
        this.uri = uri;
        this.address = address;
        this.connections = connections;
        this.size = size;
        this.threads = threads;
    }

    @Override
    public String uri() {
        return uri;
    }

    @Override
    public Fetch open(Runnable ready) {
        var pipe = new Pipe(size, ready);
        var exchange = connections.exchange(pipe::fail);
        var origin = new AtomicReference<>(Origin.UNKNOWN);
        threads.newThread(() -> fetch(exchange, origin, pipe)).start();
        return new PipeFetch(pipe, origin::get, exchange::close);
    }

    private void fetch(Exchange exchange, AtomicReference<Origin> origin, Pipe pipe) {
        try (exchange) {
            Answer answer = exchange.get(address);
            origin.set(answer.origin());
            new Pump(pipe, connections.limits().mostBytes(), "the source")
                    .move(answer.body(), answer.origin().bytes());
        } catch (FailureException e) {
            pipe.fail(e);
        } catch (RuntimeException e) {
            pipe.fail(Pump.mistake(e));
        } catch (Error e) {
            pipe.fail(Pump.mistake(e));
            throw e;
        }
    }
}
