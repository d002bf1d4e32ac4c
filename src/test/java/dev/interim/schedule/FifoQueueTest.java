package dev.interim.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Who came first goes first.
class FifoQueueTest {
    private final RunQueue<String> queue = new FifoQueue<>();

    @Test
    void priorityMakesNoDifference() {
        queue.add(new Seat<>("first", "g", Priority.BATCH));
        queue.add(new Seat<>("second", "g", Priority.INTERACTIVE));
        assertThat(take()).isEqualTo("first");
        assertThat(take()).isEqualTo("second");
        assertThat(queue.poll()).isNull();
    }

    @Test
    void whoWasRemovedLosesItsPlace() {
        var first = new Seat<>("first", "g", Priority.NORMAL);
        queue.add(first);
        queue.add(new Seat<>("second", "g", Priority.NORMAL));
        queue.remove(first);
        assertThat(queue.size()).isEqualTo(1);
        queue.add(first);
        assertThat(take()).isEqualTo("second");
        assertThat(take()).isEqualTo("first");
    }

    @Test
    void aChangeOfPriorityKeepsThePlace() {
        var first = new Seat<>("first", "g", Priority.NORMAL);
        queue.add(first);
        queue.add(new Seat<>("second", "g", Priority.NORMAL));
        queue.move(first, Priority.BATCH);
        assertThat(take()).isEqualTo("first");
    }

    private String take() {
        return Objects.requireNonNull(queue.poll()).occupant;
    }
}
