package dev.interim.engine.stats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class JsonShapeTest {
    private static final JsonFactory JACKSON = new JsonFactory();
    private static final String LETTERS = "{}[]\",:\\ue+-.0123 \t\ntrufalsn/b";
    private static final List<String> SEEDS =
            List.of(
                    "{}",
                    "[]",
                    "[1,-2.5e+3,0,0.1,1E-2]",
                    "{\"a\":{\"b\":[true,false,null]},\"c\":\"\\u00e4\\n\"}",
                    " [ 1 , { \"x\" : \"y\" } ]".strip(),
                    "[\"\\\"\\\\\\/\\b\\f\\r\\t\",\"\"]",
                    "[[[[[1]]]]]");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "[ ]",
                "{\t}",
                "[1]",
                "[-0]",
                "[0.5e-3]",
                "[\"\\uD83D\"]",
                "{\"\":[]}",
                "[\"ä\"]"
            })
    void objectsAndArraysAreSeen(String text) {
        assertThat(isContainer(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[",
                "]",
                "1",
                "\"a\"",
                "{]",
                "[}",
                "[1,]",
                "[,1]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "[01]",
                "[1.]",
                "[.5]",
                "[+1]",
                "[1e]",
                "[-]",
                "[NaN]",
                "[tru]",
                "[\"\\x\"]",
                "[\"\\u12g4\"]",
                "[\"\\u12",
                "[\"\n\"]",
                "[1] ",
                "[1]]",
                "[][]",
                "[1 2]",
                "[/**/]"
            })
    void whatIsNoneIsNotSeen(String text) {
        assertThat(isContainer(text)).isFalse();
    }

    @Test
    void nestingIsLimitedTo64() {
        assertThat(isContainer("[".repeat(64) + "]".repeat(64))).isTrue();
        assertThat(isContainer("[".repeat(64) + "1" + "]".repeat(64))).isTrue();
        assertThat(isContainer("[".repeat(65) + "]".repeat(65))).isFalse();
        assertThat(isContainer("[".repeat(65) + "1" + "]".repeat(65))).isFalse();
        assertThat(isContainer("{\"a\":".repeat(65) + "{}" + "}".repeat(65))).isFalse();
        assertThat(isContainer("[".repeat(1_000_000))).isFalse();
    }

    @Test
    void nothingOutsideThePartIsLookedAt() {
        byte[] bytes = "x[1]]".getBytes(UTF_8);
        assertThat(JsonShape.isContainer(bytes, 1, 4)).isTrue();
        assertThat(JsonShape.isContainer(bytes, 1, 5)).isFalse();
        assertThat(JsonShape.isContainer(bytes, 1, 3)).isFalse();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void mutatedDocumentsAreSeenAsJacksonSeesThem(long seed) {
        var random = new SplittableRandom(seed);
        int seen = 0;
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = mutated(SEEDS.get(random.nextInt(SEEDS.size())), random);
            if (!text.isEmpty() && (text.charAt(0) == '{' || text.charAt(0) == '[')) {
                boolean wanted = text.equals(text.strip()) && jacksonReads(text);
                assertThat(isContainer(text)).as(text).isEqualTo(wanted);
                seen += wanted ? 1 : 0;
                refused += wanted ? 0 : 1;
            }
        }
        assertThat(seen).isGreaterThan(1000);
        assertThat(refused).isGreaterThan(5000);
    }

    private static String mutated(String text, SplittableRandom random) {
        var mutated = new StringBuilder(text);
        for (int times = random.nextInt(4); times > 0 && !mutated.isEmpty(); times--) {
            int at = random.nextInt(mutated.length());
            char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
            switch (random.nextInt(3)) {
                case 0 -> mutated.setCharAt(at, letter);
                case 1 -> mutated.deleteCharAt(at);
                default -> mutated.insert(at, letter);
            }
        }
        return mutated.toString();
    }

    private static boolean jacksonReads(String text) {
        try (var parser = JACKSON.createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            parser.skipChildren();
            return parser.currentToken() != null && parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    private static boolean isContainer(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return JsonShape.isContainer(bytes, 0, bytes.length);
    }
}
