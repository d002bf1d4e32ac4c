package dev.interim.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.fixture.Batches;
import dev.interim.fixture.StateBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFormsTest {

    @ParameterizedTest
    @CsvSource({
        "abc, ascii lower",
        "ABC-1, ascii upper",
        "Abc, ascii mixed",
        "#1-x', ascii lower",
        "'?!', ascii",
        "' a', ascii lower padded",
        "'a\t', ascii lower padded",
        "ärger, lower",
        "ÄRGER, upper",
        "Ärger, mixed",
        "日本, ''",
        "'\u00A0é', lower padded",
        "'é\u2003', lower padded",
        "a@b.co, ascii lower email",
        "HTTP://A, ascii upper url",
        "1.2.3.4, ascii ipv4",
        "::1, ascii ipv6",
        "123e4567-e89b-12d3-a456-426614174000, ascii lower uuid",
        "'{\"a\":1}', ascii lower json",
        "'[\"é\"]', lower json"
    })
    void textsHaveForms(String text, String forms) {
        var found =
                of(List.of(text)).forms().entrySet().stream()
                        .filter(form -> form.getValue() > 0)
                        .map(form -> form.getKey())
                        .collect(Collectors.joining(" "));
        assertThat(found).isEqualTo(forms);
    }

    @Test
    void repeatedTextsCountEachTimeAndOthersNever() {
        var forms = of(List.of("a", "a", "é", "a", "1", "", "2024-01-01"));
        assertThat(forms.count()).isEqualTo(4);
        assertThat(forms.forms()).containsEntry("ascii", 3L).containsEntry("lower", 4L);
        assertThat(forms.points().max()).isEqualTo(1);
        assertThat(forms.bytes().max()).isEqualTo(2);
        assertThat(forms.bytes().mean()).isEqualTo(1.25);
        assertThat(of(List.of()).count()).isZero();
        assertThat(of(List.of("1")).forms().values()).containsOnly(0L);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void mergingAnyPartsEqualsTakingTheWhole(long seed) {
        var random = new SplittableRandom(seed);
        List<String> some = List.of("a", "B", "éA", " x", "a@b.co", "[1]", "日本", "12", "", "::1");
        for (int run = 0; run < 100; run++) {
            List<String> texts = new ArrayList<>();
            for (int i = random.nextInt(50); i > 0; i--) {
                texts.add(some.get(random.nextInt(some.size())));
            }
            int cut = random.nextInt(texts.size() + 1);
            var merged = of(texts.subList(0, cut));
            merged.merge(of(texts.subList(cut, texts.size())));
            byte[] whole = StateBytes.of(of(texts)::write);
            assertThat(StateBytes.of(merged::write)).isEqualTo(whole);
            var read = new TextForms();
            read.read(new ByteReader(whole));
            assertThat(StateBytes.of(read::write)).isEqualTo(whole);
            assertThat(read.forms()).isEqualTo(merged.forms());
        }
    }

    @Test
    void bytesOfAStrangerAreRefusedOrMakeAState() {
        var forms = of(List.of("a", "é", "x".repeat(300), "a@b.co"));
        StateBytes.survives(
                StateBytes.of(forms::write),
                in -> {
                    var read = new TextForms();
                    read.read(in);
                    read.merge(forms);
                    read.points();
                    read.bytes();
                    read.forms();
                });
    }

    private static TextForms of(List<String> texts) {
        var batch = Batches.of(texts);
        var dictionary = new Dictionary(false);
        dictionary.take(batch, batch.column(0));
        var forms = new TextForms();
        forms.take(batch, batch.column(0), dictionary);
        return forms;
    }
}
