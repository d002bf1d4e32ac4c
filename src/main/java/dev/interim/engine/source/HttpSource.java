package dev.interim.engine.source;

import java.util.concurrent.ThreadFactory;

/// What a web server serves at an address, fetched by a virtual thread of its own.
///
/// The thread waits for the server and for room in a bounded pipe; whoever takes never waits.
final class HttpSource implements Source {
    private final String uri;
    private final WebAddress address;
    private final String asker;
    private final Connections connections;
    private final PipeSize size;
    private final ThreadFactory threads;

    /// @param asker whose the fetch is, see {@link Sources#of(String, String)}
    HttpSource(
            String uri,
            WebAddress address,
            String asker,
            Connections connections,
            PipeSize size,
            ThreadFactory threads) {
        this.uri = uri;
        this.address = address;
        this.asker = asker;
        this.connections = connections;
        this.size = size;
        this.threads = threads;
    }

    HttpSource(
            String uri, WebAddress address, String asker, Connections connections, PipeSize size) {
        this(uri, address, asker, connections, size, Thread.ofVirtual().name("fetch").factory());
    }

    HttpSource(
            String uri,
            WebAddress address,
            Connections connections,
            PipeSize size,
            ThreadFactory threads) {
        this(uri, address, Sources.NOBODY, connections, size, threads);
    }

    @Override
    public String uri() {
        return uri;
    }

    @Override
    public Fetch open(Runnable ready) {
        var pipe = new Pipe(size, ready);
        var download = connections.download(address, asker, pipe, threads);
        threads.newThread(download::run).start();
        return new HttpFetch(pipe, download);
    }
}
