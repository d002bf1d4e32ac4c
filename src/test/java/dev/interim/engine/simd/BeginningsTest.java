package dev.interim.engine.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BeginningsTest {
    @Test
    void caseOfWhatFollowsDoesNotMatter() {
        int[] seconds = new int[256];
        seconds['t'] = 1 << 'r';
        seconds['-'] = Beginnings.ANY;
        var so = new Beginnings(seconds);
        assertThat(so.mayBe((byte) 't', (byte) 'r')).isTrue();
        assertThat(so.mayBe((byte) 't', (byte) 'R')).isTrue();
        assertThat(so.mayBe((byte) 't', (byte) 'a')).isFalse();
        assertThat(so.mayBe((byte) 'T', (byte) 'r')).isFalse();
        assertThat(so.mayBe((byte) '-', (byte) 0)).isTrue();
        assertThat(so.mayBe((byte) 0xC3, (byte) 'r')).isFalse();
    }

    /// Others may be, too: those are looked at more closely.
    @Test
    void noneIsMissedHoweverManyThereAre() {
        var random = new SplittableRandom(3);
        for (int time = 0; time < 200; time++) {
            int[] seconds = new int[256];
            for (int i = random.nextInt(60); i > 0; i--) {
                int bits = random.ints(2, 0, 32).map(bit -> 1 << bit).reduce(0, (a, b) -> a | b);
                seconds[random.nextInt(256)] |= random.nextInt(9) == 0 ? Beginnings.ANY : bits;
            }
            var so = new Beginnings(seconds);
            for (int first = 0; first < seconds.length; first++) {
                for (int second = 0; second < 256; second++) {
                    if ((seconds[first] >>> second & 1) != 0) {
                        assertThat(so.mayBe((byte) first, (byte) second)).isTrue();
                    }
                }
            }
        }
    }
}
