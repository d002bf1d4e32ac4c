package dev.interim.engine.source;

import java.util.function.Supplier;

/// The taking end of a pipe.
final class PipeFetch implements Fetch {
    private final Pipe pipe;
    private final Supplier<Origin> origin;
    private final Runnable stop;

    /// @param stop stops whoever writes; called by each {@link #close}, after the pipe is closed
    PipeFetch(Pipe pipe, Supplier<Origin> origin, Runnable stop) {
        this.pipe = pipe;
        this.origin = origin;
        this.stop = stop;
    }

    @Override
    public int take(byte[] target, int offset, int length) {
        return pipe.take(target, offset, length);
    }

    @Override
    public Origin origin() {
        return origin.get();
    }

    @Override
    public long memory() {
        return pipe.memory();
    }

    @Override
    public void close() {
        pipe.close();
        stop.run();
    }
}
