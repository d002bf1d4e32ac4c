package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Results are to be had as a table, for spreadsheets and for documents.
class ResultTableTest extends LiveService {
    private static final String CSV = "text/csv";
    private static final String MARKDOWN = "text/markdown";

    private String uploaded(String csv) {
        String id = accepted(post("/jobs", "text/csv", BodyPublishers.ofString(csv)));
        result(id);
        return id;
    }

    @Test
    void everyColumnIsARowOfCsv() {
        String id = uploaded("city,fare,day\nBonn,1.5,2026-01-02\nJena,2.5,2026-01-03\nBonn,,\n");
        var answer = get("/jobs/" + id + "/result", "Accept", CSV);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith(CSV);
        assertThat(answer.body())
                .isEqualTo(
                        """
                        column,type,count,nulls,min,mean,stddev,median,max,distinct
                        city,text,3,0,Bonn,,,,Jena,2
                        fare,decimal,3,1,1.5,2,0.7071067811865476,1.5,2.5,2
                        day,date,3,1,2026-01-02,,,,2026-01-03,2
                        """
                                .replace("\n", "\r\n"));
    }

    @Test
    void everyColumnIsARowOfMarkdown() {
        var answer =
                get(
                        "/jobs/" + uploaded("city,fare\nBonn,1\nJena,2\n") + "/result",
                        "Accept",
                        MARKDOWN);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith(MARKDOWN);
        assertThat(answer.body().lines())
                .startsWith(
                        "| column | type | count | nulls | min | mean | stddev | median | max | distinct"
                                + " |")
                .contains("| city | text | 2 | 0 | Bonn |  |  |  | Jena | 2 |")
                .contains("| fare | integer | 2 | 0 | 1 | 1.5 | 0.707107 | 1 | 2 | 2 |");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=",
                "+",
                "-",
                "@",
                "\uff1d",
                "\uff0b",
                "\uff0d",
                "\uff20",
                "\ufe66",
                "\ufe62",
                "\ufe63",
                "\ufe6b",
                "\u00a0=",
                "\u3000\uff1d"
            })
    void noFormOfAFormulaIsLeft(String start) {
        String id = uploaded("x" + ",\"" + start + "SUM(1)\"\n1,\"" + start + "z\"\n");
        assertThat(get("/jobs/" + id + "/result", "Accept", CSV).body())
                .contains("'" + start + "z")
                .containsPattern("\n\"?'[^\n]*SUM\\(1\\)\"?,text,");
    }

    /// A sign that is not to be seen is shown as one that begins no formula.
    @ParameterizedTest
    @ValueSource(strings = {"\t", "\u200b", "\ufeff"})
    void noFormulaHidesBehindASignThatIsNotSeen(String start) {
        String id = uploaded("x,y\n1,\"" + start + "=z\"\n");
        assertThat(get("/jobs/" + id + "/result", "Accept", CSV).body()).contains(",\ufffd=z,");
    }

    @Test
    void textThatIsNoFormulaStaysAsItIs() {
        String id = uploaded("\u00fcber,caf\u00e9=1\n\u20ac5,a+b\n");
        assertThat(get("/jobs/" + id + "/result", "Accept", CSV).body())
                .contains("\r\n\u00fcber,", "\r\ncaf\u00e9=1,", ",\u20ac5,", ",a+b,")
                .doesNotContain("'");
    }

    @Test
    void foreignTextIsNeverMoreThanText() {
        String id = uploaded("\"=HYPERLINK(1)\",\"a|<b>*\"\n\"@x, \"\"y\"\"\",-5\n\"+z\",6\n");
        assertThat(get("/jobs/" + id + "/result", "Accept", CSV).body())
                .contains(
                        "'=HYPERLINK(1),text",
                        "'+z",
                        "\"'@x, \"\"y\"\"\"",
                        "a|<b>*,integer,2,0,-5,");
        assertThat(get("/jobs/" + id + "/result", "Accept", MARKDOWN).body())
                .contains("| a\\|&lt;b>\\* | integer |");
    }

    @Test
    void eachShapeHasATagOfItsOwn() {
        String id = uploaded("a\n1\n");
        var tags =
                List.of("application/json", CSV, MARKDOWN).stream()
                        .map(type -> get("/jobs/" + id + "/result", "Accept", type))
                        .peek(answer ->
                                assertThat(answer.headers().allValues("Vary")).contains("Accept"))
                        .map(answer -> answer.headers().firstValue("ETag").orElseThrow())
                        .toList();
        assertThat(tags).hasSize(3).doesNotHaveDuplicates();
        assertThat(
                        get("/jobs/" + id + "/result", "Accept", CSV, "If-None-Match", tags.get(1))
                                .statusCode())
                .isEqualTo(304);
        assertThat(
                        get("/jobs/" + id + "/result", "Accept", CSV, "If-None-Match", tags.get(0))
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    void jsonIsWhatComesUnasked() {
        String id = uploaded("a\n1\n");
        assertThat(json(get("/jobs/" + id + "/result", "Accept", "*/*")).get("rows").asInt())
                .isEqualTo(1);
    }
}
