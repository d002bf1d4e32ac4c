package dev.interim.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class SampleTripsTest {
    private static final String TEXT = new String(csv(), StandardCharsets.UTF_8);
    private static final List<CsvRecord> RECORDS =
            CsvReader.builder().ofCsvRecord(TEXT).stream().toList();
    private static final List<CsvRecord> ROWS = RECORDS.subList(1, RECORDS.size());

    @Test
    void theBytesAreAlwaysTheSame() throws Exception {
        byte[] bytes = csv();
        assertThat((long) bytes.length).isEqualTo(SampleTrips.BYTES);
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
                .isEqualTo("75c6c5166cce9116a7dd72cce9eb4d43086f9c4e6f9b2bb9f965a55f041fa746");
    }

    @Test
    void everyRowHasEveryColumn() {
        assertThat(RECORDS.getFirst().getFields())
                .containsExactly(
                        "id",
                        "started_at",
                        "date",
                        "from_station",
                        "to_station",
                        "duration_s",
                        "distance_km",
                        "fare",
                        "tip",
                        "temperature_c",
                        "is_member",
                        "rating",
                        "comment",
                        "code");
        assertThat(ROWS).hasSize(36_000).allMatch(row -> row.getFieldCount() == 14);
    }

    @Test
    void everyColumnHoldsItsType() {
        assertThat(ROWS)
                .allSatisfy(row -> {
                    assertThat(Integer.parseInt(row.getField(0))).isPositive();
                    assertThat(Instant.parse(row.getField(1)).toString())
                            .startsWith(row.getField(2));
                    assertThat(LocalDate.parse(row.getField(2)).getYear()).isEqualTo(2025);
                    assertThat(row.getField(3)).isNotBlank();
                    assertThat(row.getField(4)).isNotBlank();
                    assertThat(Integer.parseInt(row.getField(5))).isBetween(90, 7_000);
                    assertThat(row.getField(6)).matches("\\d+\\.\\d{3}");
                    assertThat(row.getField(7)).matches("|\\d+\\.\\d\\d");
                    assertThat(row.getField(8)).matches("\\d+\\.\\d\\d");
                    assertThat(new BigDecimal(row.getField(9)))
                            .isBetween(BigDecimal.valueOf(-40), BigDecimal.valueOf(40));
                    assertThat(row.getField(10)).isIn("true", "false");
                    assertThat(row.getField(11)).isIn("1", "2", "3", "4", "5", "NA");
                    assertThat(row.getField(13)).matches("([0-9a-f]{4}-){2}[0-9a-f]{4}");
                });
    }

    @Test
    void thereIsSomethingOfEverything() {
        assertThat(share(row -> row.getField(7).isEmpty())).isBetween(0.02, 0.04);
        assertThat(share(row -> row.getField(9).startsWith("-"))).isBetween(0.1, 0.4);
        assertThat(share(row -> row.getField(11).equals("NA"))).isBetween(0.15, 0.2);
        assertThat(share(row -> row.getField(12).isEmpty())).isBetween(0.9, 0.95);
        assertThat(ROWS.stream().map(row -> row.getField(3)).distinct()).hasSize(40);
        assertThat(ROWS.stream().map(row -> row.getField(12)))
                .anyMatch(comment -> comment.contains("\n\n"))
                .anyMatch(comment -> comment.contains("\"closed\""))
                .anyMatch(comment -> comment.contains(", "))
                .anyMatch(comment -> comment.contains("ß"));
        assertThat(TEXT).contains("\"\"\"Again!\"\"").doesNotContain("\r").endsWith("\n");
    }

    private static byte[] csv() {
        return new Taking().all(new SampleFetch(new SampleTrips()::next, 0), 10_000);
    }

    private static double share(Predicate<CsvRecord> wanted) {
        return (double) ROWS.stream().filter(wanted).count() / ROWS.size();
    }
}
