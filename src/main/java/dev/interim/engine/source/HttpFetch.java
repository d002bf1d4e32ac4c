package dev.interim.engine.source;

/// The taking end of a download.
final class HttpFetch implements Fetch {
    private final Pipe pipe;
    private final Download download;

    HttpFetch(Pipe pipe, Download download) {
        this.pipe = pipe;
        this.download = download;
    }

    @Override
    public int take(byte[] target, int offset, int length) {
        return pipe.take(target, offset, length);
    }

    @Override
    public Origin origin() {
        return download.origin();
    }

    @Override
    public Retries retries() {
        return download.retries();
    }

    @Override
    public void pause() {
        download.pause();
    }

    @Override
    public void resume() {
        download.resume();
    }

    @Override
    public void parallel(boolean isAllowed) {
        download.parallel(isAllowed);
    }

    @Override
    public long memory() {
        return pipe.memory();
    }

    @Override
    public void close() {
        pipe.close();
        download.close();
    }
}
