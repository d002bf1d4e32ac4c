package dev.interim.engine.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteWriterTest {

    @Test
    void theMostSignificantByteComesFirst() {
        var out = new ByteWriter();
        assertThat(out.written()).isEmpty();
        out.flag(true);
        out.octet(0x1FE);
        out.integer(0x01020304);
        out.number(-2);
        out.real(1);
        out.bytes(new byte[] {9});
        assertThat(out.written())
                .containsExactly(
                        1, 0xFE, 1, 2, 3, 4, -1, -1, -1, -1, -1, -1, -1, -2, 0x3F, 0xF0, 0, 0, 0, 0,
                        0, 0, 0, 0, 0, 1, 9);
        assertThat(out.size()).isEqualTo(27);
    }

    @Test
    void growsAsFarAsNeeded() {
        var out = new ByteWriter();
        out.octet(7);
        out.bytes(new byte[100_000]);
        for (int i = 0; i < 30_000; i++) {
            out.number(i);
        }
        var in = new ByteReader(out.written());
        assertThat(out.size()).isEqualTo(1 + 4 + 100_000 + 240_000);
        assertThat(in.octet(7)).isEqualTo(7);
        assertThat(in.bytes(100_000)).hasSize(100_000).containsOnly(0);
        for (int i = 0; i < 30_000; i++) {
            assertThat(in.number()).isEqualTo(i);
        }
        assertThat(in.remaining()).isZero();
    }

    @Test
    void whatIsWrittenLaterDoesNotChangeWhatWasHandedOut() {
        var out = new ByteWriter();
        out.octet(1);
        byte[] first = out.written();
        out.octet(2);
        assertThat(first).containsExactly(1);
        assertThat(out.written()).containsExactly(1, 2);
    }
}
