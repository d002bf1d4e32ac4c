package dev.interim.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WidthTest {
    private final Width width = new Width(8);

    @Test
    void growsAsLongAsBytesComeFaster() {
        for (int expected : new int[] {2, 4, 8, 8, 8}) {
            width.learn(100L * width.now(), 10);
            assertThat(width.now()).isEqualTo(expected);
        }
        assertThat(width.mayHelp()).isTrue();
    }

    @Test
    void goesBackOnceWhereMoreDoNotHelp() {
        width.learn(100, 10);
        width.learn(200, 10);
        assertThat(width.now()).isEqualTo(4);
        width.learn(240, 10);
        assertThat(width.now()).isEqualTo(2);
        width.learn(900, 10);
        assertThat(width.now()).as("settled").isEqualTo(2);
    }

    @Test
    void whereTwoAreNoFasterOneIsEnoughForGood() {
        width.learn(100, 10);
        width.learn(110, 10);
        assertThat(width.now()).isEqualTo(1);
        assertThat(width.mayHelp()).isFalse();
    }

    @Test
    void neverGrowsAboveItsLimit() {
        var narrow = new Width(3);
        for (int i = 0; i < 5; i++) {
            narrow.learn(100L << i, 10);
        }
        assertThat(narrow.now()).isEqualTo(3);
        assertThat(new Width(1).mayHelp()).isFalse();
    }
}
