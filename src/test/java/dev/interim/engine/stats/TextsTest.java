package dev.interim.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Kind;
import dev.interim.engine.failure.Plain;
import dev.interim.engine.simd.Starts;
import dev.interim.fixture.Batches;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

    @ParameterizedTest(name = "texts of seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void lengthsAndOrderAreThoseOfCodePoints(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 300; i++) {
            List<String> texts = new ArrayList<>();
            for (int size = 1 + random.nextInt(i % 3 == 0 ? 300 : 30); size > 0; size--) {
                texts.add("x" + randomText(random));
            }
            var whole = taken(texts).snapshot(null);
            int cut = random.nextInt(texts.size() + 1);
            var merged = taken(texts.subList(0, cut));
            merged.merge(taken(texts.subList(cut, texts.size())));
            assertThat(merged.snapshot(null)).isEqualTo(whole);
            var range = new Snapshot.Text(null, null, null, whole.min(), whole.max(), null);
            assertThat(taken(texts, false).snapshot(null)).isEqualTo(range);
            var lengths = texts.stream().mapToLong(t -> t.codePointCount(0, t.length()));
            var statistics = lengths.summaryStatistics();
            assertThat(whole.minLength()).isEqualTo(statistics.getMin());
            assertThat(whole.maxLength()).isEqualTo(statistics.getMax());
            assertThat(whole.meanLength()).isEqualTo(statistics.getAverage());
            Comparator<String> byCodePoints =
                    Comparator.comparing(t -> t.codePoints().toArray(), Arrays::compare);
            assertThat(whole.min()).isEqualTo(texts.stream().min(byCodePoints).orElseThrow());
            assertThat(whole.max()).isEqualTo(texts.stream().max(byCodePoints).orElseThrow());
        }
    }

    @Test
    void onlyTextCounts() {
        assertThat(taken(List.of("1", "b", "NA", "aaa", "2.5"), false).snapshot(null))
                .isEqualTo(new Snapshot.Text(null, null, null, "aaa", "b", null));
        assertThat(taken(List.of("1", "", "2024-01-01", "true")).snapshot(null)).isNull();
        var some = taken(List.of("1", "b", "NA", "aaa", "2.5")).snapshot(null);
        assertThat(some).isEqualTo(new Snapshot.Text(1L, 3L, 2.0, "aaa", "b", null));
    }

    @Test
    void aBatchWithoutTextForgetsTheOneBefore() {
        for (boolean hasLengths : List.of(true, false)) {
            var texts = new Texts(hasLengths);
            var batch = Batches.of("abc");
            take(texts, batch, hasLengths);
            assertThat(texts.snapshot(null)).isNotNull();
            Batches.fill(batch, List.of("1"));
            take(texts, batch, hasLengths);
            assertThat(texts.snapshot(null)).isNull();
        }
    }

    @Test
    void longTextsAreCutBetweenCodePoints() {
        String euros = "x" + "€".repeat(100);
        var text = taken(List.of(euros)).snapshot(null);
        assertThat(text.maxLength()).isEqualTo(101);
        assertThat(text.min()).isEqualTo("x" + "€".repeat(66));
        String smile = "xyz" + "😀".repeat(60);
        assertThat(taken(List.of(smile)).snapshot(null).max()).isEqualTo("xyz" + "😀".repeat(49));
        String exact = "x".repeat(197) + "€";
        assertThat(taken(List.of(exact)).snapshot(null).max()).isEqualTo(exact);
        String longer = "x".repeat(198) + "€";
        assertThat(taken(List.of(longer)).snapshot(null).max()).isEqualTo("x".repeat(198));
        String plain = "x".repeat(300);
        assertThat(taken(List.of(plain)).snapshot(null).max()).isEqualTo("x".repeat(200));
    }

    @Test
    void whatIsCutIsOrderedByAllThatIsKept() {
        String start = "x".repeat(198);
        List<String> texts = List.of(start + "é", start + "€", start + "😀", start);
        for (int cut = 0; cut <= 4; cut++) {
            var merged = taken(texts.subList(0, cut));
            merged.merge(taken(texts.subList(cut, 4)));
            assertThat(merged.snapshot(null)).isEqualTo(taken(texts).snapshot(null));
        }
    }

    @Test
    void invalidSequencesCountAsOneCharacterEach() {
        var batch = new Batch();
        byte[] bytes = {
            'a', (byte) 0xFF, (byte) 0x80, (byte) 0xE2, (byte) 0x82, 'b', (byte) 0xC3, (byte) 0xA4
        };
        batch.start(bytes);
        batch.open(1, 1);
        batch.column(0).kinds()[0] = Kind.TEXT.code();
        batch.column(0).to()[0] = bytes.length;
        batch.column(0).fill(1);
        batch.faults().invalidText(1);
        batch.finish(1);
        var texts = new Texts(true);
        take(texts, batch, true);
        String shown = new String(bytes, StandardCharsets.UTF_8);
        assertThat(texts.snapshot(null))
                .isEqualTo(new Snapshot.Text(6L, 6L, 6.0, "a\uFFFD\uFFFD\uFFFDbä", shown, null));
    }

    private static Texts taken(List<String> values) {
        return taken(values, true);
    }

    private static Texts taken(List<String> values, boolean hasLengths) {
        var texts = new Texts(hasLengths);
        take(texts, Batches.of(values), hasLengths);
        return texts;
    }

    /// With a dictionary where lengths are wanted, and row by row else.
    private static void take(Texts texts, Batch batch, boolean hasLengths) {
        var column = batch.column(0);
        if (hasLengths) {
            var dictionary = new Dictionary(false);
            dictionary.take(batch, column);
            texts.take(batch, column, dictionary);
        } else {
            texts.take(batch, column, Starts.fastest());
        }
    }

    private static String randomText(SplittableRandom random) {
        var text = new StringBuilder();
        int length = random.nextInt(random.nextInt(5) == 0 ? 40 : 4);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(
                    switch (random.nextInt(5)) {
                        case 0 -> random.nextInt(0xA1, 0xAC);
                        case 1 -> random.nextInt(0x800, 0xD800);
                        case 2 -> random.nextInt(0x1F600, 0x1F640);
                        case 3 -> random.nextInt(0xE000, 0xF8FF);
                        default -> 'a' + random.nextInt(3);
                    });
        }
        String safe = Plain.text(text.toString(), 40);
        return safe.getBytes(StandardCharsets.UTF_8).length < 190 ? safe : "";
    }
}
