package dev.interim.engine.source;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The body of a request, fetched while it arrives.
///
/// The thread of the request calls {@link #pump}, the job opens and takes; they meet in a bounded
/// pipe, so that a slow job slows the upload. Before it is opened nothing is read, so that uploads
/// whose jobs wait take no memory. It can be opened once.
public final class UploadSource implements Source, AutoCloseable {
    /// What stands for the address of any upload.
    public static final String URI = "upload:body";

    private final InputStream body;
    private final Origin announced;
    private final Pipe pipe;
    private final PipeSize size;
    private final CountDownLatch openedOrClosed = new CountDownLatch(1);
    private final Pump pump;
    private final AtomicBoolean isOpened = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread pumping;
    private boolean isClosed;

    /// Reads nothing yet; the stream stays the caller's to close.
    ///
    /// @param announced what the request says of its body: its length (or `null`) and media type
    public UploadSource(InputStream body, Origin announced, PipeSize size, FetchLimits limits) {
        this.body = body;
        this.announced = announced;
        this.size = size;
        this.pipe = new Pipe(size, () -> {});
        this.pump = new Pump(pipe, limits.mostBytes(), "the upload");
    }

    /// Moves bytes from the body into the pipe until the body has ended or failed, a limit was
    /// reached, or the fetch was closed.
    ///
    /// Blocks; waits for {@link #open}, and while the pipe is full. Failures are told to {@link
    /// Fetch#take}, not thrown. Closing interrupts the thread while it is in here, and only then.
    /// To be called once.
    ///
    /// @return whether the whole body went into the pipe
    public boolean pump() {
        if (!begin()) {
            return false;
        }
        try {
            openedOrClosed.await();
            return pump.move(body, announced.bytes());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            pipe.close();
            return false;
        } catch (RuntimeException e) {
            pipe.fail(Pump.mistake(e));
            return false;
        } catch (Error e) {
            pipe.fail(Pump.mistake(e));
            throw e;
        } finally {
            finish();
        }
    }

    @Override
    public String uri() {
        return URI;
    }

    @Override
    public Fetch open(Runnable ready) {
        if (!isOpened.compareAndSet(false, true)) {
            throw new FailureException(
                    FailureKind.CONFLICT, "an upload is there once and cannot be read again");
        }
        pipe.tell(ready);
        openedOrClosed.countDown();
        return new PipeFetch(pipe, () -> announced, this::close);
    }

    @Override
    public long memory() {
        return pipe.memory();
    }

    @Override
    public long mostMemory() {
        return size.bytes();
    }

    /// The same as closing, for jobs that never open it.
    @Override
    public void abandon() {
        close();
    }

    /// Ends {@link #pump} in bounded time and fails {@link Fetch#take}, as closing the fetch does;
    /// any thread, more than once.
    @Override
    public void close() {
        pipe.close();
        openedOrClosed.countDown();
        lock.lock();
        try {
            isClosed = true;
            if (pumping != null) {
                pumping.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean begin() {
        lock.lock();
        try {
            if (isClosed) {
                return false;
            }
            if (pumping != null) {
                throw new IllegalStateException("an upload is pumped by one thread");
            }
            pumping = Thread.currentThread();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void finish() {
        lock.lock();
        try {
            pumping = null;
            if (isClosed) {
                // The interrupt was meant for waiting in here, not for what the thread does next.
                Thread.interrupted();
            }
        } finally {
            lock.unlock();
        }
    }
}
