package dev.interim.engine.source;

import java.util.concurrent.ThreadFactory;

/// What a web server serves at an address, fetched by a virtual thread of its own.
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
    public long mostMemory() {
        return size.bytes();
    }

    @Override
    public Fetch open(Runnable ready) {
        var pipe = new Pipe(size, ready);
        var download = connections.download(address, pipe, threads);
        threads.newThread(download::run).start();
        return new HttpFetch(pipe, download);
    }
}
