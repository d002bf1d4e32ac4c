package dev.interim.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkerTest {
    private static final ScanLimits SMALL = new ScanLimits(64, 64, 4096, 100);

    /// A copy of a chunk.
    private record Piece(long number, long position, String text) {}

    @Test
    void chunksAreAllBytesBehindTheHeaderInOrder() {
        var text = new StringBuilder("id,name\n");
        for (int i = 0; i < 100_000; i++) {
            text.append(i).append(",\"n,\n").append(i % 97).append("\"\r\n");
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        var pieces = chunks(bytes, ScanOptions.AUTO, () -> Integer.MAX_VALUE);
        assertBody(pieces, text.toString(), 8);
        assertThat(pieces).hasSizeBetween(8, 12).allMatch(piece -> piece.text().endsWith("\"\r\n"));
        assertThat(pieces.getFirst().text()).hasSizeBetween(15_000, 16 * 1024);
        assertThat(pieces.get(6).text()).hasSizeBetween(260_000, 256 * 1024);
    }

    @ParameterizedTest(name = "arrivals of seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void whereItCutsDoesNotDependOnHowBytesArrive(long seed) {
        var random = new SplittableRandom(seed);
        int cut = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = randomLines(random).getBytes(StandardCharsets.UTF_8);
            int chunk = 1 << random.nextInt(9);
            var options = options(new ScanLimits(chunk, 1 + random.nextInt(100), 4096, 100));
            var atOnce = chunks(bytes, options, () -> Integer.MAX_VALUE);
            assertThat(chunks(bytes, options, () -> random.nextInt(1, 4))).isEqualTo(atOnce);
            assertThat(chunks(bytes, options, () -> 1)).isEqualTo(atOnce);
            assertThat(chunksOfKnownLength(bytes, options)).isEqualTo(atOnce);
            cut += atOnce.size();
        }
        assertThat(cut).isGreaterThan(10_000);
    }

    @Test
    void aLongRecordIsAChunkOfItsOwn() {
        String text = "a\n" + "1\n".repeat(50) + "x".repeat(1000) + "\n" + "2\n".repeat(500);
        var pieces = chunks(text.getBytes(StandardCharsets.US_ASCII), options(SMALL), () -> 77);
        assertBody(pieces, text, 2);
        assertThat(pieces.stream().filter(piece -> piece.text().length() > 64))
                .singleElement()
                .satisfies(piece -> assertThat(piece.text()).isEqualTo("x".repeat(1000) + "\n"));
    }

    @Test
    void aLongRecordNearTheEndIsAChunkOfItsOwn() {
        String text = "a\n" + "x".repeat(700) + "\n" + "2\n".repeat(100);
        var pieces = chunks(text.getBytes(StandardCharsets.US_ASCII), options(SMALL), () -> 77);
        assertBody(pieces, text, 2);
        assertThat(pieces).hasSize(5);
        assertThat(pieces.getFirst().text()).isEqualTo("x".repeat(700) + "\n");
    }

    @Test
    void aLastLongRecordWithoutLineEndIsAChunkOfItsOwn() {
        String text = "a\n1\n" + "x".repeat(1000);
        var pieces = chunks(text.getBytes(StandardCharsets.US_ASCII), options(SMALL), () -> 77);
        assertThat(pieces).map(Piece::text).containsExactly("1\n", "x".repeat(1000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,b\n1,2\n", "a,b\n1,\"", "a,\"", "\n"})
    void anEndlessRecordIsRefusedAtTheLimit(String before) {
        byte[] start = before.getBytes(StandardCharsets.US_ASCII);
        var buffers = new Buffers(64, 2);
        var chunker = new Chunker(options(SMALL), buffers);
        int largest = 0;
        FailureException failure = null;
        long fed = 0;
        while (failure == null && fed < 1_000_000_000L) {
            for (int room = chunker.room(); room > 0; room = chunker.room()) {
                chunker.buffer()[chunker.filled()] =
                        fed < start.length ? start[(int) fed] : (byte) 'x';
                chunker.advance(1);
                fed++;
            }
            largest = Math.max(largest, chunker.buffer().length);
            try {
                while (chunker.next() != null) {
                    largest = Math.max(largest, chunker.buffer().length);
                }
            } catch (FailureException e) {
                failure = e;
            }
        }
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(FailureKind.TOO_LARGE);
        int record = before.startsWith("a,b\n1,2") ? 8 : before.startsWith("a,b") ? 4 : 0;
        assertThat(failure.sentence())
                .startsWith("the record at byte " + record + " is longer than 4096 bytes");
        assertThat(fed).isLessThan(5000);
        assertThat(largest).isLessThan(5000);
    }

    @Test
    void aQuoteThatWasOpenedLateIsNotBlamed() {
        String text = "a,b\n1,2\n" + "\"x\",".repeat(2000);
        assertThatThrownBy(() -> chunks(bytes(text), options(SMALL), () -> 1000))
                .hasMessage("the record at byte 8 is longer than 4096 bytes");
    }

    @ParameterizedTest
    @CsvSource({"1", "7", "64", "4000"})
    void aQuoteThatIsNeverClosedCostsOneLine(int arrival) throws Exception {
        String text = "a,b\n1,2\n3,\"4\"\n5,\"6\n7,8\n";
        var csv = new CsvOptions((byte) ',', (byte) '"', true, List.of());
        var options = new ScanOptions(csv, List.of(), SMALL);
        assertThat(chunks(bytes(text), options, () -> arrival))
                .map(Piece::text)
                .containsExactly("1,2\n3,\"4\"\n", "5,\"6\n", "7,8\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n\n", "\uFEFF", "\uFEFF\r\n"})
    void aDatasetOfNothingIsRefused(String text) {
        assertRefused(bytes(text), "the dataset is empty");
    }

    @Test
    void manyBlankLinesInFrontAreSkipped() {
        String text = "\n".repeat(1000) + "a\n1\n";
        assertThat(chunks(bytes(text), options(SMALL), () -> 10))
                .map(Piece::text)
                .containsExactly("1\n");
    }

    @Test
    void aByteOrderMarkIsSkipped() {
        assertThat(chunks(bytes("\uFEFFa,b\n1,2\n"), ScanOptions.AUTO, () -> 1))
                .containsExactly(new Piece(0, 7, "1,2\n"));
        assertThat(chunks(bytes("\uFEFF\"1\",2\n"), ScanOptions.AUTO, () -> 1))
                .containsExactly(new Piece(0, 3, "\"1\",2\n"));
    }

    @Test
    void aHeaderAloneHasALayoutAndNoChunks() {
        for (String text : List.of("a,b", "a,b\n", "a,b\r\n")) {
            var chunker = new Chunker(ScanOptions.AUTO, new Buffers(64, 2));
            var pieces = new ArrayList<Piece>();
            run(chunker, bytes(text), () -> 1, pieces);
            assertThat(pieces).isEmpty();
            assertThat(chunker.layout().schema().fields()).hasSize(2);
        }
    }

    @Test
    void whatIsNotTextIsRefusedWithItsName() throws Exception {
        byte[] utf16 = "a,b\n1,2\n".getBytes(Charset.forName("UTF-16"));
        assertRefused(utf16, "the dataset is UTF-16; only UTF-8 is read");
        byte[] withoutMark = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16LE);
        assertRefused(
                withoutMark,
                "the dataset is not text: 8 of its first 16 bytes are control characters, the first"
                        + " is 0x00 at byte 1");
        var zip = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("a.csv"));
            out.write(bytes("a,b\n1,2\n"));
        }
        assertRefused(zip.toByteArray(), "the dataset is a zip archive, which is not read");
        assertRefused(bytes("PAR1....PAR1"), "the dataset is a Parquet file, which is not read");
        byte[] png = {
            (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'
        };
        assertRefused(
                png,
                "the dataset is not text: 4 of its first 16 bytes are control characters, the first"
                        + " is 0x1A at byte 6");
        byte[] cyrillic = "имя;город\nИван;Москва\n".getBytes(Charset.forName("windows-1251"));
        assertRefused(cyrillic, "the dataset is not text in UTF-8");
    }

    @ParameterizedTest(name = "random bytes of seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void randomBytesAreRefused(long seed) {
        var random = new SplittableRandom(seed);
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[100 + random.nextInt(100_000)];
            random.nextBytes(bytes);
            // so that the count of strange bytes decides, not the first NUL
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = bytes[at] == 0 ? 1 : bytes[at];
            }
            assertThatThrownBy(() -> chunks(bytes, ScanOptions.AUTO, () -> 1000))
                    .isInstanceOf(FailureException.class)
                    .hasMessageStartingWith("the dataset is not text");
            refused++;
        }
        assertThat(refused).isEqualTo(200);
    }

    @Test
    void aLittleLatin1InASmallDatasetIsNoReasonToRefuseIt() {
        byte[] latin1 = "name,city\nMüller,Köln\nWeiß,Ulm\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(chunks(latin1, ScanOptions.AUTO, () -> 100)).hasSize(1);
    }

    @Test
    void aHeadThatEndsInTheMiddleOfACharacterIsStillText() {
        String text = "größe\n" + "ä\n".repeat(50);
        for (int head = 1; head < 20; head++) {
            var options = options(new ScanLimits(64, head, 4096, 100));
            assertBody(chunks(bytes(text), options, () -> 1), text, 8);
        }
    }

    @Test
    void tooManyColumnsAreRefused() {
        assertRefused(
                bytes("a,".repeat(100) + "a\n1\n"),
                "the dataset has 101 columns, the limit is 100");
        assertThat(chunks(bytes("a,".repeat(99) + "a\n1\n"), options(SMALL), () -> 50)).hasSize(1);
    }

    @Test
    void onlyTheWantedColumnsAreInTheSchema() {
        var options = new ScanOptions(CsvOptions.AUTO, List.of("c", "a"), ScanLimits.USUAL);
        var chunker = new Chunker(options, new Buffers(64, 2));
        run(chunker, bytes("a,b,c\n1,2,3\n"), () -> 100, new ArrayList<>());
        assertThat(chunker.layout().schema().fields())
                .extracting(field -> field.name() + field.index())
                .containsExactly("a0", "c2");
        var unknown = new ScanOptions(CsvOptions.AUTO, List.of("c", "d"), ScanLimits.USUAL);
        assertThatThrownBy(() -> chunks(bytes("a,b,c\n1,2,3\n"), unknown, () -> 100))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        failure ->
                                assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST))
                .hasMessage("no column is called 'd'; there are: a, b, c");
    }

    @Test
    void onlySoManyColumnsAreLookedAtAsThereIsMemoryFor() {
        var all = new ScanOptions(CsvOptions.AUTO, List.of(), SMALL).wantedUpTo(2);
        assertThatThrownBy(() -> chunks(bytes("a,b,c\n1,2,3\n"), all, () -> 50))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.TOO_LARGE))
                .hasMessage(
                        "there is memory for 2 columns, not for 3: choose some with 'columns', or"
                                + " less statistics of all");
        var some = new ScanOptions(CsvOptions.AUTO, List.of("a", "c"), SMALL).wantedUpTo(2);
        assertThat(chunks(bytes("a,b,c\n1,2,3\n"), some, () -> 50)).hasSize(1);
    }

    @Test
    void buffersThatAreGivenBackAreUsedAgain() {
        byte[] bytes = bytes("a\n" + "1\n".repeat(10_000));
        var buffers = new Buffers(64, 2);
        var chunker = new Chunker(options(SMALL), buffers);
        var seen = new IdentityHashMap<byte[], Boolean>();
        int chunks = 0;
        int at = 0;
        while (at < bytes.length) {
            while (chunker.room() > 0 && at < bytes.length) {
                chunker.buffer()[chunker.filled()] = bytes[at++];
                chunker.advance(1);
            }
            for (var chunk = chunker.next(); chunk != null; chunk = chunker.next()) {
                seen.put(chunk.bytes(), true);
                buffers.give(chunk.bytes());
                chunks++;
            }
        }
        assertThat(chunks).isGreaterThan(300);
        assertThat(seen).hasSizeLessThan(6);
    }

    private static void assertRefused(byte[] bytes, String sentence) {
        for (int arrival : new int[] {1, 1_000_000}) {
            assertThatThrownBy(() -> chunks(bytes, options(SMALL), () -> arrival))
                    .isInstanceOfSatisfying(
                            FailureException.class,
                            failure ->
                                    assertThat(failure.kind())
                                            .isIn(
                                                    FailureKind.MALFORMED_DATA,
                                                    FailureKind.TOO_LARGE))
                    .hasMessage(sentence);
        }
    }

    private static void assertBody(List<Piece> pieces, String text, int bodyStart) {
        long position = bodyStart;
        var all = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            assertThat(pieces.get(i).number()).isEqualTo(i);
            assertThat(pieces.get(i).position()).isEqualTo(position);
            position += pieces.get(i).text().getBytes(StandardCharsets.UTF_8).length;
            all.append(pieces.get(i).text());
        }
        byte[] bytes = bytes(text);
        byte[] body = Arrays.copyOfRange(bytes, bodyStart, bytes.length);
        assertThat(all).hasToString(new String(body, StandardCharsets.UTF_8));
    }

    private static String randomLines(SplittableRandom random) {
        var text = new StringBuilder("a,b\n");
        int lines = random.nextInt(40);
        for (int i = 0; i < lines; i++) {
            int length = random.nextInt(20) == 0 ? random.nextInt(600) : random.nextInt(6);
            text.append("x".repeat(length));
            text.append(random.nextInt(4) == 0 ? ",\"y\n,\"\"\"" : ",y");
            text.append(i + 1 < lines || random.nextBoolean() ? "\r\n" : "");
        }
        return text.toString();
    }

    private static List<Piece> chunks(byte[] bytes, ScanOptions options, IntSupplier arrivals) {
        var pieces = new ArrayList<Piece>();
        var chunker = new Chunker(options, new Buffers(options.limits().chunk(), 2));
        run(chunker, bytes, arrivals, pieces);
        return pieces;
    }

    private static void run(
            Chunker chunker, byte[] bytes, IntSupplier arrivals, List<Piece> pieces) {
        int at = 0;
        while (at >= 0) {
            while (chunker.room() > 0) {
                int count =
                        Math.min(Math.min(chunker.room(), arrivals.getAsInt()), bytes.length - at);
                if (count == 0) {
                    chunker.end();
                    at = -1;
                    break;
                }
                System.arraycopy(bytes, at, chunker.buffer(), chunker.filled(), count);
                chunker.advance(count);
                at += count;
            }
            take(chunker, pieces);
        }
    }

    /// The end is said together with the last byte, as somebody may who knows the length.
    private static List<Piece> chunksOfKnownLength(byte[] bytes, ScanOptions options) {
        var pieces = new ArrayList<Piece>();
        var chunker = new Chunker(options, new Buffers(options.limits().chunk(), 2));
        int at = 0;
        while (at < bytes.length) {
            int count = Math.min(chunker.room(), bytes.length - at);
            System.arraycopy(bytes, at, chunker.buffer(), chunker.filled(), count);
            chunker.advance(count);
            at += count;
            if (at == bytes.length) {
                chunker.end();
            }
            take(chunker, pieces);
        }
        return pieces;
    }

    private static void take(Chunker chunker, List<Piece> pieces) {
        for (var chunk = chunker.next(); chunk != null; chunk = chunker.next()) {
            var text =
                    new String(chunk.bytes(), chunk.from(), chunk.length(), StandardCharsets.UTF_8);
            pieces.add(new Piece(chunk.number(), chunk.position(), text));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ScanOptions options(ScanLimits limits) {
        return new ScanOptions(CsvOptions.AUTO, List.of(), limits);
    }
}
