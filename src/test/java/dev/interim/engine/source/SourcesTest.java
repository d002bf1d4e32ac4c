package dev.interim.engine.source;

import static dev.interim.engine.failure.FailureKind.FORBIDDEN_SOURCE;
import static dev.interim.engine.failure.FailureKind.INVALID_REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.interim.engine.failure.FailureException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {
    private final Web web = new Web(AddressRules.PUBLIC);
    private final Taking taking = new Taking();

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void theSchemeSaysWhatItIs(@TempDir Path root) throws IOException {
        Path file = Files.createFile(root.resolve("a.csv"));
        Sources sources = sources(new FileRoots(List.of(root)));
        assertThat(sources.of("http://example.org/a.csv")).isInstanceOf(HttpSource.class);
        assertThat(sources.of("HTTPS://example.org/a.csv")).isInstanceOf(HttpSource.class);
        assertThat(sources.of(file.toUri().toString())).isInstanceOf(FileSource.class);
        assertThat(sources.of(Sources.SAMPLE)).isInstanceOf(SampleSource.class);
        assertThat(sources.upload(new ByteArrayInputStream(new byte[0]), Origin.ofBytes(0)).uri())
                .isEqualTo("upload:body");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://Example.org/a.csv?x=%20", "sample:trips", "sample:trips?rate=2MB"})
    void theAddressStaysAsItWasGiven(String uri) {
        assertThat(sources(FileRoots.none()).of(uri).uri()).isEqualTo(uri);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ftp://example.org/a    | unknown scheme ftp; there are http, https, file, sample and synthetic
                    data.csv               | an address begins with its scheme; there are http, https, file, sample and synthetic
                    ''                     | an address begins with its scheme; there are http, https, file, sample and synthetic
                    http://a b/            | the address names no valid host
                    http://user@a.org/     | an address must not hold a user name or password
                    http://a.org/#member=  | behind #member= stands the name of a file
                    http://a.org/#part=1   | an address must not have a #fragment
                    sample:taxis           | unknown sample taxis; there is sample:trips
                    sample:/trips          | unknown sample /trips; there is sample:trips
                    sample:trips?speed=2   | unknown option speed=2; a sample takes rate, such as rate=2MB
                    sample:trips?rate=2    | the rate in bytes each second: must be above 0 and name its unit, as 2MB does, not '2'
                    sample:trips?rate=0MB  | the rate in bytes each second: must be above 0 and name its unit, as 2MB does, not '0MB'
                    sample:trips?rate=-1MB | the rate in bytes each second: a size is a number of bytes, alone or with kB, MB, GB, TB (powers of 1000) or KiB, MiB, GiB, TiB (powers of 1024), not '-1MB'
                    """)
    void whatIsWrongIsSaid(String uri, String sentence) {
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> sources(FileRoots.none()).of(uri))
                .withMessage(sentence)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(INVALID_REQUEST));
    }

    @Test
    void aMemberStandsBehindTheAddressOfTheArchive(@TempDir Path root) throws IOException {
        Path file = Files.createFile(root.resolve("a.zip"));
        Sources sources = sources(new FileRoots(List.of(root)));
        for (String archive : List.of("http://example.org/a.zip?x=1", file.toUri().toString())) {
            Source source = sources.of(archive + "#member=sub/b%20c.csv");
            assertThat(source.member()).isEqualTo("sub/b c.csv");
            assertThat(source.uri()).isEqualTo(archive + "#member=sub/b%20c.csv");
            assertThat(sources.of(archive).member()).isNull();
        }
        try (Fetch fetch = sources.of(file.toUri() + "#member=x").open(taking.ready())) {
            assertThat(taking.all(fetch, 10)).isEmpty();
        }
    }

    @Test
    void filesAreForbiddenUnlessRootsAreConfigured() {
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> sources(FileRoots.none()).of("file:/etc/passwd"))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(FORBIDDEN_SOURCE));
    }

    @ParameterizedTest
    @CsvSource({"1B, 1", "500kB, 500000", "2MB, 2000000", "1.5GB, 1500000000", "1KiB, 1024"})
    void ratesAreSizesEachSecond(String text, long bytesPerSecond) {
        assertThat(Rate.parse(text)).isEqualTo(new Rate(bytesPerSecond));
    }

    @Test
    void theSampleIsWholeEveryTime() {
        Sources sources = sources(FileRoots.none());
        byte[] expected = null;
        for (int i = 0; i < 2; i++) {
            try (Fetch fetch = sources.of(Sources.SAMPLE).open(taking.ready())) {
                byte[] bytes = new Taking().all(fetch, 100_000);
                assertThat(fetch.origin()).isEqualTo(Origin.ofBytes(bytes.length));
                assertThat(bytes).isEqualTo(expected == null ? bytes : expected);
                expected = bytes;
            }
        }
    }

    private Sources sources(FileRoots roots) {
        return new Sources(
                roots, web.connections, FetchLimits.STANDARD, PipeSize.STANDARD, web.timing);
    }
}
