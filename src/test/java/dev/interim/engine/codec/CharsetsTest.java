package dev.interim.engine.codec;

import static dev.interim.engine.failure.FailureKind.MALFORMED_DATA;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.codec.DecodeOptions.InvalidText;
import dev.interim.engine.failure.FailureException;
import dev.interim.engine.source.Origin;
import dev.interim.engine.source.Taking;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CharsetsTest {
    private static final String MARK = "\uFEFF";

    static List<String> names() {
        return Charsets.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void textInAnyCharsetBecomesUtf8HoweverItIsCut(String name) {
        var charset = Charset.forName(name);
        var random = new Random(5);
        for (int round = 0; round < 6; round++) {
            String text = text(random, charset, 10_000);
            byte[] raw = text.getBytes(charset);
            int rawAtOnce = round < 2 ? 1 + round : 1 + random.nextInt(1 << random.nextInt(1, 16));
            int atOnce = round < 2 ? 3 - round : 1 + random.nextInt(1 << random.nextInt(1, 16));
            var fetch = open(raw, rawAtOnce, charset, InvalidText.FAIL);
            String taken = new String(taking().all(fetch, atOnce), UTF_8);
            assertThat(taken.startsWith(MARK) ? taken.substring(1) : taken).isEqualTo(text);
            assertThat(fetch.charsetWarning()).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE, fffe", "UTF-16BE, feff", "UTF-32LE, fffe0000", "UTF-8, efbbbf"})
    void aByteOrderMarkDecides(String name, String mark) {
        var charset = Charset.forName(name);
        String text = text(new Random(1), charset, 5_000);
        byte[] raw = Gzip.join(HexFormat.of().parseHex(mark), text.getBytes(charset));
        for (int rawAtOnce : new int[] {1, 3, 100_000}) {
            var fetch = open(raw, rawAtOnce, null, InvalidText.REPLACE);
            String taken = new String(taking().all(fetch, 1_000), UTF_8);
            assertThat(taken.startsWith(MARK) ? taken.substring(1) : taken).isEqualTo(text);
            assertThat(fetch.charsetWarning()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4_095, 4_096, 4_097, 100_000})
    void westernTextIsGuessedWithAWarningWhereverItBegins(int ascii) {
        String text =
                "a,b\n".repeat(ascii / 4 + 1).substring(0, ascii)
                        + "Käse,5 €\nRübe,7 €\n".repeat(900);
        byte[] raw = text.getBytes(Charset.forName("windows-1252"));
        for (int rawAtOnce : new int[] {1, 1_000, 1 << 20}) {
            var fetch = open(raw, rawAtOnce, null, InvalidText.FAIL);
            assertThat(taking().all(fetch, 777)).isEqualTo(text.getBytes(UTF_8));
            assertThat(fetch.charsetWarning())
                    .isEqualTo(
                            "the text is not UTF-8; it is read as windows-1252, which csv.charset can overrule");
        }
    }

    @Test
    void utf8StaysAsItIs() {
        String text = text(new Random(3), UTF_8, 100_000);
        for (int rawAtOnce : new int[] {1, 999, 1 << 20}) {
            for (InvalidText invalidText : InvalidText.values()) {
                var fetch = open(text.getBytes(UTF_8), rawAtOnce, null, invalidText);
                assertThat(taking().all(fetch, 1_000)).isEqualTo(text.getBytes(UTF_8));
                assertThat(fetch.charsetWarning()).isNull();
            }
        }
    }

    /// What is damaged, or in no western charset, is left to whoever reads the text.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "c3a9c3a9c3a9ff0a", // more right than wrong
                "e90a81", // stands for nothing
                "e90a00", // no text
                "c4cfc2d2c9cac4c5cec82c310a" // Cyrillic: too much beyond ASCII
            })
    void otherBytesAreLeftAlone(String hex) {
        byte[] raw = HexFormat.of().parseHex(hex);
        var fetch = open(raw, 1, null, InvalidText.REPLACE);
        assertThat(taking().all(fetch, 100)).isEqualTo(raw);
        assertThat(fetch.charsetWarning()).isNull();
    }

    @Test
    void whatTheSourceSaysIsBelievedWhereItIsNotUtf8() {
        byte[] raw = "город,цена\n".repeat(100).getBytes(Charset.forName("koi8-r"));
        byte[] utf8 = "город,цена\n".repeat(100).getBytes(UTF_8);
        for (byte[] bytes : List.of(raw, utf8)) {
            var labelled =
                    new Dribble(bytes, 100) {
                        @Override
                        public Origin origin() {
                            return new Origin(
                                    null, null, "text/csv; header=present; charset=\"KOI8-R\"");
                        }
                    };
            var fetch =
                    Codecs.decode(labelled, DecodeLimits.STANDARD, DecodeOptions.AUTO, () -> {});
            assertThat(taking().all(fetch, 100)).isEqualTo(utf8);
            assertThat(fetch.charsetWarning()).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8,    61ff62,             61ff62",
        "UTF-8,    61c3,               61ff",
        "UTF-16LE, 610000d86200,       61ff62",
        "UTF-16BE, 0061dc000062,       61ff62",
        "UTF-16LE, 610062,             61ff",
        "shift_jis, 61fd62,            61ff62",
        "us-ascii, 61e962,             61ff62",
    })
    void whatIsNoTextIsMarkedOrFails(String name, String hex, String expected) {
        byte[] raw = HexFormat.of().parseHex(hex);
        var charset = Charset.forName(name);
        for (int rawAtOnce : new int[] {1, 100}) {
            byte[] taken = taking().all(open(raw, rawAtOnce, charset, InvalidText.REPLACE), 1);
            // UTF-8 is passed on as it is.
            assertThat(HexFormat.of().formatHex(taken))
                    .isEqualTo(charset.equals(UTF_8) ? hex : expected);
            var taking = taking();
            FailureException failure =
                    taking.failure(open(raw, rawAtOnce, charset, InvalidText.FAIL));
            int at = charset.equals(UTF_16LE) || charset.equals(UTF_16BE) ? 2 : 1;
            assertThat(failure)
                    .hasMessage("the bytes at %d are no text in %s".formatted(at, charset.name()));
            assertThat(failure.kind()).isEqualTo(MALFORMED_DATA);
        }
    }

    @Test
    void whatIsHeldBackComesOutWhenNoMoreIsWanted() {
        byte[] raw = "ab\u00e9\u20ac".getBytes(UTF_8);
        for (var charset : new @Nullable Charset[] {null, UTF_8, UTF_16LE}) {
            byte[] bytes = UTF_16LE.equals(charset) ? "ab\u00e9\u20ac".getBytes(UTF_16LE) : raw;
            for (InvalidText invalidText : InvalidText.values()) {
                var endless =
                        new Dribble(Arrays.copyOf(bytes, bytes.length - 1), 100) {
                            @Override
                            public int take(byte[] target, int offset, int length) {
                                return Math.max(0, super.take(target, offset, length));
                            }
                        };
                var options = new DecodeOptions(null, charset, invalidText);
                var fetch = Codecs.decode(endless, DecodeLimits.STANDARD, options, () -> {});
                var taking =
                        new Taking()
                                .whenNothingIsThere(() -> {
                                    if (fetch.bytesFetched() == bytes.length - 1) {
                                        fetch.cut();
                                    }
                                });
                String taken = new String(taking.all(fetch, 1), UTF_8);
                assertThat(taken.replace("\uFFFD", "")).isEqualTo("ab\u00e9");
            }
        }
    }

    @Test
    void manyDamagedCharactersDamageNoOther() {
        var random = new Random(9);
        var raw = new ByteArrayOutputStream();
        var expected = new ByteArrayOutputStream();
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(10) == 0) {
                raw.writeBytes(new byte[] {0, (byte) 0xdc});
                expected.write(0xff);
            } else {
                char character = (char) ('a' + random.nextInt(26));
                raw.writeBytes(new byte[] {(byte) character, 0});
                expected.write(character);
            }
        }
        var fetch = open(raw.toByteArray(), 777, UTF_16LE, InvalidText.REPLACE);
        assertThat(taking().all(fetch, 500)).isEqualTo(expected.toByteArray());
    }

    @Test
    void namesAreKnownInAnyCaseAndNoOthers() {
        assertThat(Charsets.named("Windows-1252")).isEqualTo(Charset.forName("windows-1252"));
        assertThat(Charsets.named("iso-2022-jp")).isNull();
        assertThat(Charsets.named("nonsense")).isNull();
        assertThat(Charsets.names()).contains("utf-8", "gb18030", "koi8-r").hasSizeGreaterThan(35);
    }

    /// Text of ASCII, and of whatever else the charset can write.
    private static String text(Random random, Charset charset, int length) {
        var encoder = charset.newEncoder();
        var text = new StringBuilder("head,line\n");
        while (text.length() < length) {
            int codePoint =
                    random.nextInt(3) == 0
                            ? random.nextInt(0x20, 0x1FFFF)
                            : random.nextInt(' ', 127);
            String character = Character.toString(codePoint);
            boolean isMark = character.equals(MARK);
            if (!isMark
                    && codePoint != 0xFFFD
                    && encoder.canEncode(character)
                    && new String(character.getBytes(charset), charset).equals(character)) {
                text.append(character);
            }
        }
        return text.toString();
    }

    private static Taking taking() {
        return new Taking().whenNothingIsThere(() -> {});
    }

    private static DecodedFetch open(
            byte[] raw, int rawAtOnce, @Nullable Charset charset, InvalidText invalidText) {
        return Codecs.decode(
                new Dribble(raw, rawAtOnce),
                DecodeLimits.STANDARD,
                new DecodeOptions(null, charset, invalidText),
                () -> {});
    }
}
