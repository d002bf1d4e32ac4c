package dev.interim.access;

import dev.interim.engine.source.Fetch;
import dev.interim.engine.source.Origin;
import dev.interim.engine.source.Retries;
import dev.interim.engine.source.Source;
import dev.interim.engine.source.Toll;
import io.github.bucket4j.Bucket;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A source whose bytes are paid for as they are taken.
///
/// What is in a bucket may go below zero by what one turn takes, or as many turns as run at the
/// same time: then the next one fails.
///
/// @param source where the bytes are
/// @param bytes what they are paid from
record ChargedSource(Source source, Supplier<Bucket> bytes) implements Source {
    @Override
    public String uri() {
        return source.uri();
    }

    @Override
    public Fetch open(Runnable ready) {
        return new ChargedFetch(source.open(ready), bytes.get());
    }

    @Override
    public void abandon() {
        source.abandon();
    }

    @Override
    public long memory() {
        return source.memory();
    }

    @Override
    public long mostMemory() {
        return source.mostMemory();
    }

    @Override
    public @Nullable String member() {
        return source.member();
    }

    @Override
    public Toll toll() {
        return source.toll();
    }

    /// The same for a source that is being fetched.
    private record ChargedFetch(Fetch fetch, Bucket bytes) implements Fetch {
        @Override
        public int take(byte[] target, int offset, int length) {
            if (bytes.getAvailableTokens() <= 0) {
                throw Quotas.usedUp();
            }
            int taken = fetch.take(target, offset, length);
            if (taken > 0) {
                bytes.consumeIgnoringRateLimits(taken);
            }
            return taken;
        }

        @Override
        public @Nullable String part() {
            return fetch.part();
        }

        @Override
        public boolean hasNext() {
            return fetch.hasNext();
        }

        @Override
        public void next() {
            fetch.next();
        }

        @Override
        public Origin origin() {
            return fetch.origin();
        }

        @Override
        public Retries retries() {
            return fetch.retries();
        }

        @Override
        public void pause() {
            fetch.pause();
        }

        @Override
        public void resume() {
            fetch.resume();
        }

        @Override
        public void parallel(boolean isAllowed) {
            fetch.parallel(isAllowed);
        }

        @Override
        public long memory() {
            return fetch.memory();
        }

        @Override
        public void close() {
            fetch.close();
        }
    }
}
