package dev.interim.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeasuresTest {
    private static final long SMALL = 256L << 20;

    @Test
    void theMoreIsComputedTheFewerColumnsThereIsRoomFor() {
        assertThat(Measures.BASIC.mostColumns(SMALL)).isGreaterThan(40_000);
        assertThat(Measures.STANDARD.mostColumns(SMALL)).isEqualTo(2048);
        assertThat(Measures.COMPLETE.mostColumns(SMALL)).isEqualTo(1048);
    }

    @Test
    void aLargerHeapHasRoomForMoreColumnsAndTheSmallestForSome() {
        assertThat(Measures.STANDARD.mostColumns(4L << 30)).isGreaterThan(40_000);
        assertThat(Measures.COMPLETE.mostColumns(64L << 20)).isEqualTo(100);
        assertThat(Measures.BASIC.mostColumns(Long.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    }
}
