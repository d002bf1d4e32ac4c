package dev.interim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.stats.Measures;
import dev.interim.engine.stats.Snapshot;
import dev.interim.fixture.FakeSource;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tables as people have them are read without an option.
class TablesAsFoundTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "preamble-title-date-blank-then-header.csv|12|id,site,level",
                "preamble-with-commas.csv|12|id,site,level",
                "excel-sep-semicolon-line.csv|12|id,site,level",
                "excel-sep-comma-line-crlf.csv|12|id,site,level",
                "hash-comments-above-header.csv|12|id,site,level",
                "line-of-blanks-above-header.csv|2|id,v",
                "preamble-padded-to-same-width.csv|12|id,site,level",
                "worldbank-like-preamble-and-year-columns.csv|20|Country Name,Country Code,Indicator,2019,2020,2021,column_7",
                "header-with-years.csv|3|region,2021,2022,2023",
                "header-with-one-number-among-names.csv|2|gene,sampleA,7,sampleB",
                "header-with-dates.csv|2|Province/State,Country,2020-01-22,2020-01-23,2020-01-24",
                "survey-header-with-99.csv|20|respondent,q1,q2,99",
                "trailing-empty-fields-left-out.csv|20|city,pop,note",
                "all-rows-one-field-short.csv|2|one,two,three,four",
                "trailing-delimiter-in-rows-only.csv|10|a,b,c",
                "trailing-delimiter-in-every-second-row.csv|20|a,b,c",
                "r-row-names-header-one-short.csv|8|row_names,x,y",
                "cr-only-line-ends.csv|12|id,site,level",
                "cr-cr-lf-line-ends.csv|3|id,v",
                "caret-delimiter.csv|8|id,name,v",
                "hive-ctrl-a-delimiter.csv|8|id,name,v",
                "blank-before-quote-all-rows.csv|8|email,name,country",
                "backslash-escaped-quotes-with-commas.csv|8|id,title,n",
                "single-quoted-fields.csv|8|id,title,n",
                "tsv-inch-mark-first-in-field.tsv|9|part,size,price",
                "one-column-free-text-with-commas.csv|5|notes",
                "semicolon-with-long-dates-and-header.csv|10|date,phone,amount,fee,name,state",
                "tsv-some-ragged-rows-one-comma-each.tsv|35|name,city,v",
                "units-row-below-header.csv|12|time,depth,temp",
                "dos-ctrl-z-at-end-small.csv|2|id,v"
            })
    void aTableIsReadAsItIsFound(String file, long rows, String names) throws Exception {
        try (var in = TablesAsFoundTest.class.getResourceAsStream("/tables/" + file)) {
            var source = FakeSource.of(in.readAllBytes());
            var snapshot = Profiler.profile(source, ScanOptions.AUTO, Measures.STANDARD);
            assertThat(snapshot.rows()).isEqualTo(rows);
            assertThat(snapshot.columns())
                    .extracting(Snapshot.Column::name)
                    .isEqualTo(List.of(names.split(",")));
        }
    }
}
