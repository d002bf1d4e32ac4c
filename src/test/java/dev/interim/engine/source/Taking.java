package dev.interim.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.failure.FailureException;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Takes from a fetch as a lane does: until it answers 0, then not before it is told to.
public final class Taking {
    private static final int MOST_SECONDS = 10;

    private final Semaphore told = new Semaphore(0);
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private Runnable whenNothingIsThere = this::awaitReady;

    /// For {@link Source#open}.
    public Runnable ready() {
        return told::release;
    }

    /// What to do when nothing is there, instead of waiting until told.
    public Taking whenNothingIsThere(Runnable action) {
        whenNothingIsThere = action;
        return this;
    }

    /// Takes all bytes, at most so many at once.
    public byte[] all(Fetch fetch, int atOnce) {
        byte[] target = new byte[atOnce];
        for (int count = once(fetch, target); count != Fetch.END; count = once(fetch, target)) {
            taken.write(target, 0, count);
        }
        return taken();
    }

    /// Takes until the fetch fails; {@link #taken} then tells what came before.
    public FailureException failure(Fetch fetch) {
        try {
            all(fetch, 1000);
        } catch (FailureException e) {
            return e;
        }
        throw new AssertionError("ended after " + taken.size() + " bytes without failing");
    }

    /// Takes once, waiting until there is something.
    public int once(Fetch fetch, byte[] target) {
        return once(fetch, target, 0, target.length);
    }

    /// Takes once into a part of the target, waiting until there is something.
    public int once(Fetch fetch, byte[] target, int offset, int length) {
        int count = fetch.take(target, offset, length);
        while (count == 0) {
            whenNothingIsThere.run();
            count = fetch.take(target, offset, length);
        }
        return count;
    }

    /// All that was taken.
    public byte[] taken() {
        return taken.toByteArray();
    }

    /// Waits until told that there may be something.
    public void awaitReady() {
        try {
            assertThat(told.tryAcquire(MOST_SECONDS, TimeUnit.SECONDS)).as("told in time").isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
