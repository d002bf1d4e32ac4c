package dev.interim.engine.source;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A bounded number of threads on which names are looked up, shared among those who ask: each has
/// at most half of the threads that others leave, and of those who wait the one comes next whose
/// asker has fewest.
///
/// A look-up that was given up keeps its thread until it returns. Any thread.
final class LookupThreads implements AutoCloseable {
    private final int threads;
    private final int places;
    private final ThreadPoolExecutor pool;
    private final List<Question> waiting = new ArrayList<>();
    private final Map<String, Integer> running = new HashMap<>();
    private int busy;
    private boolean isClosed;

    /// @param threads how many look-ups run at a time
    /// @param places how many more may wait
    LookupThreads(int threads, int places) {
        this.threads = threads;
        this.places = places;
        pool =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        10,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("lookup-", 1).factory());
        pool.allowCoreThreadTimeOut(true);
    }

    /// Runs a look-up and waits for its answer; waits so long for a thread, and then once more so
    /// long.
    ///
    /// @param asker for whom it is
    /// @throws RejectedExecutionException where too many wait, or after closing
    InetAddress[] call(String asker, Callable<InetAddress[]> lookup, Duration deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        var question = new Question(asker, new FutureTask<>(lookup));
        enter(question);
        try {
            if (!question.begun.await(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException("no thread for the look-up");
            }
            return question.answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            giveUp(question);
        }
    }

    private synchronized void enter(Question question) {
        long own = waiting.stream().filter(it -> it.asker.equals(question.asker)).count();
        if (isClosed || !isFair(own, waiting.size() - own, places)) {
            throw new RejectedExecutionException("as many look-ups wait as may");
        }
        waiting.add(question);
        startAll();
    }

    private synchronized void giveUp(Question question) {
        waiting.remove(question);
        question.answer.cancel(true);
    }

    /// Whether one more leaves others as many as whoever asks has.
    private static boolean isFair(long own, long others, int all) {
        return own < (all - others + 1) / 2;
    }

    private void startAll() {
        for (var next = next(); next != null; next = next()) {
            var question = next;
            pool.execute(() -> run(question));
            waiting.remove(question);
            running.merge(question.asker, 1, Integer::sum);
            busy++;
        }
    }

    private @Nullable Question next() {
        return isClosed
                ? null
                : waiting.stream()
                        .filter(it -> isFair(count(it), busy - count(it), threads))
                        .min(Comparator.comparingInt(this::count))
                        .orElse(null);
    }

    private int count(Question question) {
        return Objects.requireNonNullElse(running.get(question.asker), 0);
    }

    private void run(Question question) {
        question.begun.countDown();
        try {
            question.answer.run();
        } finally {
            end(question);
        }
    }

    private synchronized void end(Question question) {
        running.computeIfPresent(question.asker, (_, count) -> count == 1 ? null : count - 1);
        busy--;
        startAll();
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        pool.shutdownNow();
    }

    /// A look-up that waits or runs.
    private static final class Question {
        private final String asker;
        private final FutureTask<InetAddress[]> answer;
        private final CountDownLatch begun = new CountDownLatch(1);

        Question(String asker, FutureTask<InetAddress[]> answer) {
            this.asker = asker;
            this.answer = answer;
        }
    }
}
