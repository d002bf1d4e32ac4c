package dev.interim.engine.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.fixture.StateBytes;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteReaderTest {

    @Test
    void readsWhatWasWritten() {
        var in =
                new ByteReader(
                        StateBytes.of(out -> {
                            out.flag(true);
                            out.flag(false);
                            out.octet(200);
                            out.integer(70_000);
                            out.number(-5);
                            out.number(1L << 40);
                            out.numbers(new long[] {1, 2, 3}, 2);
                            out.real(-0.0);
                            out.reals(new double[] {0.5, 1e300, 7}, 2);
                            out.bytes(new byte[] {1, -1});
                        }));
        assertThat(in.flag()).isTrue();
        assertThat(in.flag()).isFalse();
        assertThat(in.octet(255)).isEqualTo(200);
        assertThat(in.integer(70_000)).isEqualTo(70_000);
        assertThat(in.number()).isEqualTo(-5);
        assertThat(in.count()).isEqualTo(1L << 40);
        assertThat(in.counts(2)).containsExactly(1, 2);
        assertThat(in.real()).isEqualTo(-0.0);
        assertThat(in.finites(2)).containsExactly(0.5, 1e300);
        assertThat(in.remaining()).isEqualTo(6);
        assertThat(in.bytes(2)).containsExactly(1, -1);
        assertThat(in.remaining()).isZero();
    }

    @Test
    void whatMakesNoSenseIsRefusedWithItsPlace() {
        refuses("before byte 1", out -> out.octet(2), ByteReader::flag);
        refuses("before byte 1", out -> out.octet(6), in -> in.octet(5));
        refuses("before byte 4", out -> out.integer(6), in -> in.integer(5));
        refuses("before byte 4", out -> out.integer(-1), in -> in.integer(Integer.MAX_VALUE));
        refuses("before byte 8", out -> out.number(-1), ByteReader::count);
        refuses("before byte 8", out -> out.number((1L << 56) + 1), ByteReader::count);
        refuses("before byte 8", out -> out.number(8), in -> in.numberUpTo(7));
        refuses("before byte 8", out -> out.number(-8), in -> in.numberUpTo(7));
        for (double odd : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1.0 / 0}) {
            refuses("before byte 8", out -> out.real(odd), ByteReader::finite);
        }
        refuses("before byte 4", out -> out.bytes(new byte[4]), in -> in.bytes(3));
        refuses("before byte 0", out -> {}, in -> in.check(false));
        new ByteReader(new byte[0]).check(true);
    }

    @Test
    void whatIsNotThereIsRefusedWithoutMakingRoomForIt() {
        refuses("cut off: it ends at byte 3", out -> shorts(out, 3), in -> in.integer(9));
        refuses("where 1 more bytes are needed", out -> shorts(out, 7), ByteReader::number);
        refuses("cut off", out -> {}, ByteReader::flag);
        refuses("cut off", out -> {}, in -> in.counts(Integer.MAX_VALUE));
        refuses("cut off", out -> {}, in -> in.finites(Integer.MAX_VALUE));
        refuses(
                "cut off",
                out -> out.integer(Integer.MAX_VALUE),
                in -> in.bytes(Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255})
    void theLargestValueIsStillAllowed(int most) {
        assertThat(new ByteReader(new byte[] {(byte) most}).octet(most)).isEqualTo(most);
        assertThat(new ByteReader(StateBytes.of(out -> out.integer(most))).integer(most))
                .isEqualTo(most);
        assertThat(new ByteReader(StateBytes.of(out -> out.number(most))).numberUpTo(most))
                .isEqualTo(most);
    }

    private static void shorts(ByteWriter out, int count) {
        List.of(1, 2, 3, 4, 5, 6, 7).subList(0, count).forEach(out::octet);
    }

    private static void refuses(
            String sentence, Consumer<ByteWriter> writing, Consumer<ByteReader> reading) {
        var in = new ByteReader(StateBytes.of(writing));
        assertThatThrownBy(() -> reading.accept(in))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        e -> assertThat(e.kind()).isEqualTo(FailureKind.MALFORMED_DATA))
                .hasMessageContaining(sentence);
    }
}
