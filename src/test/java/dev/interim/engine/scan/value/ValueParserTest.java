package dev.interim.engine.scan.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueParserTest {
    private static final int MANY = 500;

    @ParameterizedTest(name = "[{0}] is {1}")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            nullValues = "never",
            value = {
                "''|NULL",
                "NA|NULL",
                "NULL|NULL",
                " NA|TEXT",
                "' '|TEXT",
                "'   '|TEXT",
                "true|BOOLEAN",
                "TRUE|BOOLEAN",
                "fAlSe|BOOLEAN",
                " true |BOOLEAN",
                "tru|TEXT",
                "truee|TEXT",
                "t|TEXT",
                "f|TEXT",
                "yes|TEXT",
                "TRÜE|TEXT",
                "T\u0012UE|TEXT",
                "1|INTEGER",
                " 1|INTEGER",
                "1 |INTEGER",
                "  -17  |INTEGER",
                "1 2|TEXT",
                "+5|INTEGER",
                "007|TEXT",
                "-007|TEXT",
                "00|TEXT",
                "0|INTEGER",
                "-0|INTEGER",
                "0.07|DECIMAL",
                "00.5|TEXT",
                "0e12|TEXT",
                "0E1|TEXT",
                "0.0e1|DECIMAL",
                "12e4|DECIMAL",
                "01.02.2024|DATE",
                "0123456789012|TEXT",
                "1.5|DECIMAL",
                " 1.5e3 |DECIMAL",
                ".5|DECIMAL",
                "5.|DECIMAL",
                "1,5|TEXT",
                "1e400|TEXT",
                "-1e400|TEXT",
                "NaN|NONFINITE",
                " nan |NONFINITE",
                "Nan|TEXT",
                "nana|TEXT",
                "inf|NONFINITE",
                "-Inf|NONFINITE",
                "+Infinity|NONFINITE",
                "infinite|TEXT",
                "infinitY|TEXT",
                "--inf|TEXT",
                "-nan|TEXT",
                "new|TEXT",
                "-|TEXT",
                "+|TEXT",
                ".|TEXT",
                "1%|TEXT",
                "$1|TEXT",
                "\t1|TEXT",
                "1\t|TEXT",
                "2024-02-29|DATE",
                " 2024-02-29 |DATE",
                "2023-02-29|TEXT",
                "20240229|INTEGER",
                "2024-02-29T10:00|TIMESTAMP",
                "2024-02-29 10:00:00Z |TIMESTAMP",
                "10:00|TEXT",
                "2024-02-29T25:00|TEXT",
                "-2024-02-29|TEXT",
                "abc|TEXT",
                "é|TEXT"
            })
    void everyFieldVotesForWhatItLooksLike(String text, Kind kind) {
        Column column = parsed(text);
        assertThat(column.rows()).isEqualTo(1);
        assertThat(column.votes(kind)).isEqualTo(1);
        assertThat(Kind.of(column.kinds()[0])).isEqualTo(kind);
    }

    @Test
    void textKeepsItsBlanksAndNumbersLoseThem() {
        Column number = parsed("  12.5 ");
        assertThat(number.numbers()[0]).isEqualTo(12.5);
        assertThat(number.from()[0]).isEqualTo(3);
        assertThat(number.to()[0]).isEqualTo(7);
        Column text = parsed("  x ");
        assertThat(text.from()[0]).isEqualTo(1);
        assertThat(text.to()[0]).isEqualTo(5);
    }

    @Test
    void truthIsKept() {
        assertThat(parsed("True").trueCount()).isEqualTo(1);
        assertThat(parsed("False").trueCount()).isZero();
    }

    @Test
    void aNullTokenChangesNothingForTheOthers() {
        var nulls =
                new NullTokens(
                        List.of(
                                " ",
                                "-",
                                "0",
                                ".",
                                "t",
                                "2024-01-01",
                                " -",
                                "-none-",
                                "tx",
                                "n/a",
                                "Tü"));
        for (String token :
                List.of(" ", "-", "0", ".", "t", "2024-01-01", " -", "-none-", "tx", "n/a", "Tü")) {
            assertThat(parsed(nulls, token).votes(Kind.NULL)).as(token).isEqualTo(1);
        }
        assertThat(parsed(nulls, " 5").votes(Kind.INTEGER)).isEqualTo(1);
        assertThat(parsed(nulls, " -5").votes(Kind.INTEGER)).isEqualTo(1);
        assertThat(parsed(nulls, "0 ").votes(Kind.INTEGER)).isEqualTo(1);
        assertThat(parsed(nulls, "-5.5").votes(Kind.DECIMAL)).isEqualTo(1);
        assertThat(parsed(nulls, "05").votes(Kind.TEXT)).isEqualTo(1);
        assertThat(parsed(nulls, "-1234567890123").votes(Kind.INTEGER)).isEqualTo(1);
        assertThat(parsed(nulls, " true").votes(Kind.BOOLEAN)).isEqualTo(1);
        assertThat(parsed(nulls, "true").votes(Kind.BOOLEAN)).isEqualTo(1);
        assertThat(parsed(nulls, "2024-01-02").votes(Kind.DATE)).isEqualTo(1);
        assertThat(parsed(nulls, " 2024-01-02T10:00:00Z").votes(Kind.TIMESTAMP)).isEqualTo(1);
        assertThat(parsed(nulls, "  ").votes(Kind.TEXT)).isEqualTo(1);
        assertThat(parsed(nulls, "").votes(Kind.TEXT)).isEqualTo(1);
    }

    private static Column parsed(String text) {
        return parsed(new NullTokens(List.of("", "NA", "NULL")), text);
    }

    /// Parses the text with other text behind it, and at the end of all bytes, where no eight can
    /// be read at once.
    private static Column parsed(NullTokens nulls, String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        Column inside = parsed(nulls, ("1" + text + "1111111111"), length);
        Column atEnd = parsed(nulls, "1" + text, length);
        assertThat(atEnd.kinds()[0]).isEqualTo(inside.kinds()[0]);
        assertThat(atEnd.numbers()[0]).isEqualTo(inside.numbers()[0]);
        assertThat(amongTexts(nulls, text)).containsOnly(inside.kinds()[0]);
        return inside;
    }

    /// The kinds of the text where most are evidently no more than texts, which are looked at many
    /// at once.
    private static List<Byte> amongTexts(NullTokens nulls, String text) {
        var batch = new Batch();
        batch.open(1, MANY);
        var column = batch.column(0);
        var all = new StringBuilder();
        for (int row = 0; row < MANY; row++) {
            column.from()[row] = bytes(all).length;
            all.append(row % 5 == 0 ? text : "xyz");
            column.to()[row] = bytes(all).length;
        }
        new ValueParser(nulls).parse(column, bytes(all.append(',')), MANY);
        return IntStream.range(0, MANY / 5).mapToObj(i -> column.kinds()[i * 5]).toList();
    }

    private static byte[] bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Column parsed(NullTokens nulls, String bytes, int length) {
        var batch = new Batch();
        batch.open(1, 1);
        batch.column(0).from()[0] = 1;
        batch.column(0).to()[0] = 1 + length;
        byte[] all = bytes.getBytes(StandardCharsets.UTF_8);
        new ValueParser(nulls).parse(batch.column(0), all, 1);
        return batch.column(0);
    }
}
