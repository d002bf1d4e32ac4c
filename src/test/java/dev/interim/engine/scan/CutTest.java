package dev.interim.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.batch.Batch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutTest {
    private static final String HEAD = "a,b\n";
    private static final String BODY = "1,x\nb,a,d\n2,\"y\n\"\"z\"\"\"\n3,w\n\n4,v";

    @ParameterizedTest(name = "{0} rows")
    @CsvSource({"1, 0, 4", "2, 1, 22", "3, 1, 26", "4, 1, 30", "5, 1, 30"})
    void theFirstRowsEndBehindTheLastOfThem(int rows, int malformed, int end) {
        var chunk = chunk(BODY);
        var first = cut().firstRows(chunk, rows);
        assertThat(text(first)).isEqualTo(BODY.substring(0, end));
        var batch = new Batch();
        layout().scanner().scan(first, batch);
        assertThat(batch.rows()).isEqualTo(Math.min(rows, 4));
        assertThat(batch.faults().malformedRows()).isEqualTo(malformed);
        assertThat(first.position()).isEqualTo(chunk.position());
        assertThat(first.number()).isEqualTo(chunk.number());
    }

    @Test
    void theChunkItselfStaysAsItIs() {
        var chunk = chunk(BODY);
        cut().firstRows(chunk, 2);
        assertThat(text(chunk)).isEqualTo(BODY);
    }

    @ParameterizedTest
    @CsvSource({"'1,x\n2,', 4", "'1,x\n', 4", "'1,\"x\n', 0", "1, 0"})
    void wholeRecordsEndWithALineEnd(String body, int end) {
        assertThat(text(cut().wholeRecords(chunk(body)))).isEqualTo(body.substring(0, end));
    }

    @Test
    void aCopyHasBytesOfItsOwn() {
        var chunk = chunk(BODY);
        var copy = Cut.copy(chunk);
        Arrays.fill(chunk.bytes(), (byte) 0);
        assertThat(text(copy)).isEqualTo(BODY);
    }

    private static Cut cut() {
        return new Cut(layout());
    }

    private static Layout layout() {
        byte[] head = (HEAD + "1,x\n2,y\n").getBytes(StandardCharsets.UTF_8);
        var chunker = new Chunker(ScanOptions.AUTO, new Buffers(64, 1));
        System.arraycopy(head, 0, chunker.buffer(), 0, head.length);
        chunker.advance(head.length);
        chunker.end();
        assertThat(chunker.next()).isNotNull();
        return Objects.requireNonNull(chunker.layout());
    }

    /// With other bytes on both sides.
    private static Chunk chunk(String body) {
        byte[] bytes = ("???" + body + "???").getBytes(StandardCharsets.UTF_8);
        return new Chunk(7, bytes, 3, bytes.length - 3, 100);
    }

    private static String text(Chunk chunk) {
        return new String(chunk.bytes(), chunk.from(), chunk.length(), StandardCharsets.UTF_8);
    }
}
