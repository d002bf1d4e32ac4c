package dev.interim.engine.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTest {

    @Test
    void ordinaryTextStaysAsItIs() {
        String text = "größe 東京 😀 e\u0301 – “x”\u00A0\u3000\uFFFD\uE000";
        assertThat(Plain.text(text)).isEqualTo(text);
        assertThat(Plain.text("")).isEmpty();
    }

    @Test
    void whatHidesOrMovesTextIsReplaced() {
        int replaced = 0;
        for (String hidden :
                new String[] {
                    "\0", "\n", "\r", "\t", "\u001B", "\u007F", "\u0085", "\u200B", "\u200E",
                    "\u2028", "\u2029", "\u202E", "\u2066", "\uFEFF", "\u00AD", "\uDBFF", "\uDC00"
                }) {
            assertThat(Plain.text("a" + hidden + "b")).isEqualTo("a\uFFFDb");
            assertThat(Plain.text(hidden)).isEqualTo("\uFFFD");
            replaced++;
        }
        assertThat(replaced).isEqualTo(17);
        assertThat(Plain.text("a\uDE00\uD83Db")).isEqualTo("a\uFFFD\uFFFDb");
        // tags in the last plane, invisible and of two characters
        assertThat(Plain.text("a\uDB40\uDC41b")).isEqualTo("a\uFFFDb");
    }

    @Test
    void longTextIsCutBetweenCodePoints() {
        assertThat(Plain.text("x".repeat(1000))).isEqualTo("x".repeat(1000));
        assertThat(Plain.text("x".repeat(1001))).isEqualTo("x".repeat(1000) + "…");
        assertThat(Plain.text("😀".repeat(3), 6)).isEqualTo("😀".repeat(3));
        assertThat(Plain.text("😀".repeat(3), 5)).isEqualTo("😀😀…");
        assertThat(Plain.text("x😀", 2)).isEqualTo("x…");
        assertThat(Plain.text("abc", 0)).isEqualTo("…");
    }

    @Test
    void theSentenceOfAFailureIsPlain() {
        var failure = new FailureException(FailureKind.MALFORMED_DATA, "line\n\u001B[31mred");
        assertThat(failure.sentence()).isEqualTo("line\uFFFD\uFFFD[31mred");
        assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED_DATA);
        assertThat(FailureKind.MALFORMED_DATA.label()).isEqualTo("malformed-data");
    }
}
