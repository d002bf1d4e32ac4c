package dev.interim.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Real threads and many signals: a lost one would leave somebody waiting for good.
@Timeout(60)
class WakeUpTest {

    @ParameterizedTest
    @CsvSource({"PLATFORM,false", "VIRTUAL,false", "PLATFORM,true"})
    void twoLanesThatWakeEachOtherNeverFallAsleepTogether(ThreadKind threads, boolean keepsWorker)
            throws InterruptedException {
        int rounds = 20_000;
        try (var executor = executor(threads, 2)) {
            var done = new CountDownLatch(2);
            var ping = new Player(rounds, done);
            var pong = new Player(rounds, done);
            ping.lane = executor.lane(spec("ping", keepsWorker), ping);
            pong.lane = executor.lane(spec("pong", keepsWorker), pong);
            ping.other = pong;
            pong.other = ping;
            ping.ball.set(1);
            ping.lane.start();
            pong.lane.start();
            assertThat(done.await(50, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(ThreadKind.class)
    void everythingSignalledIsSeenWhateverElseIsAskedOfTheLanes(ThreadKind threads)
            throws InterruptedException {
        try (var executor = executor(threads, 2)) {
            List<Consumer> consumers =
                    IntStream.range(0, 8).mapToObj(i -> new Consumer(executor, i)).toList();
            consumers.forEach(consumer -> consumer.lane.start());
            List<Thread> threadsOutside = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                threadsOutside.add(Thread.ofPlatform().start(() -> produce(consumers)));
            }
            threadsOutside.add(Thread.ofPlatform().start(() -> disturb(consumers, new Random(99))));
            for (Thread thread : threadsOutside) {
                thread.join();
            }
            for (Consumer consumer : consumers) {
                assertThat(consumer.hasSeenAll.await(20, TimeUnit.SECONDS)).isTrue();
                assertThat(consumer.seen).isEqualTo(Consumer.EXPECTED);
            }
        }
    }

    /// Each of three producers gives every consumer a third of what it expects.
    private static void produce(List<Consumer> consumers) {
        for (int i = 0; i < Consumer.EXPECTED / 3; i++) {
            for (Consumer consumer : consumers) {
                consumer.produced.incrementAndGet();
                consumer.lane.signal();
            }
        }
    }

    private static void disturb(List<Consumer> consumers, Random random) {
        List<Priority> priorities = List.of(Priority.values());
        for (int i = 0; i < 10_000; i++) {
            Lane lane = consumers.get(random.nextInt(consumers.size())).lane;
            switch (random.nextInt(3)) {
                case 0 -> lane.pause();
                case 1 -> lane.resume();
                default -> lane.priority(priorities.get(random.nextInt(priorities.size())));
            }
        }
        consumers.forEach(consumer -> consumer.lane.resume());
    }

    private static LaneSpec spec(String name, boolean keepsWorker) {
        return new LaneSpec("game", name, Priority.NORMAL, keepsWorker);
    }

    private static LaneExecutor executor(ThreadKind threads, int workers) {
        return new LaneExecutor(
                new ExecutorSpec(
                        "stress", workers, threads, Duration.ofMillis(1), QueuePolicy.FAIR));
    }

    /// Parks until it has the ball, then gives it to the other.
    private static final class Player implements Work {
        final AtomicInteger ball = new AtomicInteger();
        private final CountDownLatch done;
        private int left;
        Lane lane;
        Player other;

        Player(int rounds, CountDownLatch done) {
            this.left = rounds;
            this.done = done;
        }

        @Override
        public Next turn(Turn turn) {
            if (ball.getAndSet(0) == 0) {
                return Next.PARK;
            }
            left--;
            other.ball.set(1);
            other.lane.signal();
            if (left > 0) {
                return Next.PARK;
            }
            done.countDown();
            return Next.END;
        }
    }

    /// Takes what was produced and parks.
    private static final class Consumer implements Work {
        static final int EXPECTED = 30_000;

        final AtomicInteger produced = new AtomicInteger();
        final CountDownLatch hasSeenAll = new CountDownLatch(1);
        final Lane lane;

        /// Written by one turn after the other, without any guard of its own: turns must not
        /// overlap, and must see what earlier ones did.
        int seen;

        Consumer(LaneExecutor executor, int number) {
            lane = executor.lane(spec("consumer " + number, number == 0), this);
        }

        @Override
        public Next turn(Turn turn) {
            seen += produced.getAndSet(0);
            if (seen == EXPECTED) {
                hasSeenAll.countDown();
            }
            return Next.PARK;
        }
    }
}
