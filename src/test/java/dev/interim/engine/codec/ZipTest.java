package dev.interim.engine.codec;

import static dev.interim.engine.failure.FailureKind.INVALID_REQUEST;
import static dev.interim.engine.failure.FailureKind.MALFORMED_DATA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.source.Fetch;
import dev.interim.engine.source.Taking;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which member of a zip archive is read.
class ZipTest {
    private final Taking taking = new Taking().whenNothingIsThere(() -> {});

    @ParameterizedTest
    @CsvSource({"a.csv, 1000", "sub/b.csv, 70000", "c.csv, 3"})
    void theNamedMemberIsRead(String member, int length) throws IOException {
        byte[] raw = zip("a.csv:1000", "sub/:0", "sub/b.csv:70000", "c.csv:3");
        for (int rawAtOnce : new int[] {1, 30, 1 << 20}) {
            byte[] all =
                    new Taking()
                            .whenNothingIsThere(() -> {})
                            .all(open(raw, rawAtOnce, member), 1_000);
            assertThat(all).isEqualTo(Gzip.text(length));
        }
    }

    @Test
    void whatHoldsNoDataIsPassedOver() throws IOException {
        byte[] raw =
                zip("sub/:0", "__MACOSX/._a.csv:9", "sub/.DS_Store:5", "a.csv:500", "later/:0");
        assertThat(taking.all(open(raw, 100, null), 100)).isEqualTo(Gzip.text(500));
    }

    @Test
    void aSecondFileIsRefusedOnceTheFirstIsOut() throws IOException {
        FailureException failure = taking.failure(open(zip("a.csv:100", "b.csv:100"), 100, null));
        assertThat(failure)
                .hasMessage(
                        "the zip archive holds more than one file (a.csv, b.csv); name one with #member=");
        assertThat(failure.kind()).isEqualTo(INVALID_REQUEST);
        assertThat(taking.taken()).isEqualTo(Gzip.text(100));
    }

    @Test
    void aMemberThatIsNotThereIsNamedWithThoseThatAre() throws IOException {
        FailureException failure = taking.failure(open(zip("a.csv:100", "b.csv:1"), 100, "c.csv"));
        assertThat(failure)
                .hasMessage("the zip archive has no member 'c.csv'; there are: a.csv, b.csv");
        assertThat(failure.kind()).isEqualTo(INVALID_REQUEST);
        assertThat(taking.taken()).isEmpty();
    }

    @Test
    void anEmptyArchiveHoldsNoFile() throws IOException {
        assertThat(taking.failure(open(zip(), 100, null)))
                .hasMessage("the zip archive holds no file");
        assertThat(taking.failure(open(zip("sub/:0"), 100, null)))
                .hasMessage("the zip archive holds no file");
    }

    @Test
    void onlyAnArchiveHasMembers() {
        FailureException failure = taking.failure(open(Gzip.text(100), 100, "a.csv"));
        assertThat(failure).hasMessage("the data is no zip archive, and has no members");
        assertThat(failure.kind()).isEqualTo(MALFORMED_DATA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"})
    void aDocumentIsNoData(String first) throws IOException {
        assertThat(taking.failure(open(zip(first + ":10", "a.csv:100"), 100, null)))
                .hasMessage("the zip archive is a document or a program, not data");
        assertThat(taking.taken()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void longLengthsAreRead(boolean isStored) throws IOException {
        var raw = new ByteArrayOutputStream();
        try (var zip = new ZipArchiveOutputStream(raw)) {
            zip.setUseZip64(Zip64Mode.Always);
            for (String name : new String[] {"a.csv", "b.csv"}) {
                var entry = new ZipArchiveEntry(name);
                byte[] content = Gzip.text(5_000);
                if (isStored) {
                    var checksum = new java.util.zip.CRC32();
                    checksum.update(content);
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(content.length);
                    entry.setCrc(checksum.getValue());
                }
                zip.putArchiveEntry(entry);
                zip.write(content);
                zip.closeArchiveEntry();
            }
        }
        assertThat(taking.all(open(raw.toByteArray(), 77, "b.csv"), 100))
                .isEqualTo(Gzip.text(5_000));
    }

    @Test
    void anEncryptedMemberIsRefused() throws IOException {
        byte[] raw = zip("a.csv:100");
        raw[6] |= 1;
        assertThat(taking.failure(open(raw, 100, null)).sentence())
                .endsWith("its member a.csv is encrypted");
    }

    @Test
    void aMethodThatIsNotReadIsNamed() throws IOException {
        byte[] raw = zip("a.csv:100");
        raw[8] = 9;
        assertThat(taking.failure(open(raw, 100, null)))
                .hasMessage(
                        "the zip archive is packed by method 9, which is not read; 0 and 8 are");
    }

    @Test
    void aDirectoryWithOtherMembersIsCorrupt() throws IOException {
        byte[] raw = zip("a.csv:100");
        raw[raw.length - 12]++;
        assertThat(taking.failure(open(raw, 100, null)).sentence())
                .endsWith("its directory does not fit its members");
    }

    /// A turn must end though nothing comes out for long: the fetch says that it is to be asked
    /// again.
    @Test
    void passingOverMuchIsDoneInSteps() throws IOException {
        byte[] raw = zip("a.csv:70000000", "b.csv:10");
        var asked = new AtomicInteger();
        var pauses = new AtomicInteger();
        Fetch fetch =
                Codecs.decode(
                        new Dribble(raw, 1_000_000) {
                            @Override
                            public int take(byte[] target, int offset, int length) {
                                asked.incrementAndGet();
                                int count = super.take(target, offset, length);
                                return count == 0 ? super.take(target, offset, length) : count;
                            }
                        },
                        DecodeLimits.STANDARD,
                        DecodeOptions.AUTO.of("b.csv"),
                        pauses::incrementAndGet);
        assertThat(taking.all(fetch, 100)).isEqualTo(Gzip.text(10));
        assertThat(asked.get()).isGreaterThan(300);
        assertThat(pauses.get()).isGreaterThan(3);
    }

    /// An archive of members given as `name:length`.
    private static byte[] zip(String... members) throws IOException {
        var raw = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(raw)) {
            for (String member : members) {
                int colon = member.lastIndexOf(':');
                zip.putNextEntry(new ZipEntry(member.substring(0, colon)));
                zip.write(Gzip.text(Integer.parseInt(member.substring(colon + 1))));
                zip.closeEntry();
            }
        }
        return raw.toByteArray();
    }

    private static Fetch open(byte[] raw, int rawAtOnce, @Nullable String member) {
        return Codecs.decode(
                new Dribble(raw, rawAtOnce),
                DecodeLimits.STANDARD,
                DecodeOptions.AUTO.of(member),
                () -> {});
    }
}
