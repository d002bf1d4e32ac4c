package dev.interim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.SmallCsv;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is under way counts from the hand-over until it is in the profile.
class HandOverTest {
    private final HandOver handOver = new HandOver(2);
    private final List<Piece> pieces = Pieces.of(SmallCsv.of(20, 1)).subList(0, 3);

    @Test
    void theLastPieceEndsTheHandOverWithIt() {
        var handOver = new HandOver(2);
        handOver.putLast(pieces.getFirst());
        assertThat(handOver.isDrained()).isFalse();
        assertThat(handOver.poll()).isSameAs(pieces.getFirst());
        handOver.done(pieces.getFirst());
        assertThat(handOver.isDrained()).isTrue();
    }

    @Test
    void givesPiecesInTheirOrder() {
        pieces.forEach(handOver::put);
        List<Piece> taken = new ArrayList<>();
        for (var piece = handOver.poll(); piece != null; piece = handOver.poll()) {
            taken.add(piece);
        }
        assertThat(taken).isEqualTo(pieces);
        assertThat(handOver.isEmpty()).isTrue();
    }

    @Test
    void isFullUntilPiecesAreInTheProfileNotWhenTheyAreTaken() {
        handOver.put(pieces.get(0));
        assertThat(handOver.isFull()).isFalse();
        handOver.put(pieces.get(1));
        handOver.poll();
        handOver.poll();
        assertThat(handOver.isFull()).isTrue();
        handOver.done(pieces.get(0));
        assertThat(handOver.isFull()).isFalse();
    }

    @Test
    void moreLanesGiveMoreRoom() {
        handOver.put(pieces.get(0));
        handOver.put(pieces.get(1));
        handOver.capacity(3);
        assertThat(handOver.isFull()).isFalse();
    }

    @Test
    void isDrainedWhenAllThatWillComeIsInTheProfile() {
        handOver.put(pieces.get(0));
        handOver.poll();
        handOver.done(pieces.get(0));
        assertThat(handOver.isDrained()).isFalse();
        handOver.put(pieces.get(1));
        handOver.end();
        handOver.poll();
        assertThat(handOver.isDrained()).isFalse();
        handOver.done(pieces.get(1));
        assertThat(handOver.isDrained()).isTrue();
    }

    @Test
    void holdsTheMemoryOfAPieceUntilItIsInTheProfile() {
        handOver.put(pieces.get(0));
        handOver.put(pieces.get(1));
        handOver.poll();
        assertThat(handOver.memory())
                .isPositive()
                .isEqualTo(pieces.get(0).memory() + pieces.get(1).memory());
        handOver.done(pieces.get(0));
        assertThat(handOver.memory()).isEqualTo(pieces.get(1).memory());
    }
}
