package dev.interim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.scan.Buffers;
import dev.interim.engine.scan.Chunk;
import dev.interim.engine.scan.Chunker;
import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.stats.Measures;
import dev.interim.engine.stats.Part;
import dev.interim.engine.stats.Profile;
import dev.interim.engine.stats.Snapshot;
import dev.interim.engine.stats.Statistics;
import dev.interim.engine.stats.StoredProfile;
import dev.interim.fixture.Chunks;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Profiles travel as bytes.
class StoredProfileTest {
    private static final int PLACE_OF_VERSION = 5;

    static Stream<Measures> measures() {
        return Arrays.stream(Statistics.values())
                .flatMap(size ->
                        Stream.of(
                                new Measures(size, null),
                                new Measures(size, new Measures.Grouping("word", 500))));
    }

    @ParameterizedTest
    @MethodSource("measures")
    void whatIsReadBackIsTheSame(Measures measures) {
        for (String data : List.of(csv(1, 20_000), json(1, 3_000), "word,n\n,\n")) {
            var profile = profile(data, measures);
            byte[] bytes = new StoredProfile(profile, Snapshot.Scope.PREFIX).bytes();
            var read = StoredProfile.of(bytes);
            assertThat(read.scope()).isEqualTo(Snapshot.Scope.PREFIX);
            assertThat(read.bytes()).isEqualTo(bytes);
            assertThat(snapshot(read.profile())).isEqualTo(snapshot(profile));
        }
    }

    @ParameterizedTest
    @MethodSource("measures")
    void addingGoesOnAfterReading(Measures measures) {
        for (String data : List.of(csv(2, 9_000), json(2, 3_000))) {
            var profile = profile(data, measures);
            var read = StoredProfile.of(new StoredProfile(profile, Snapshot.Scope.WHOLE).bytes());
            add(read.profile(), data, measures);
            add(profile, data, measures);
            assertThat(snapshot(read.profile())).isEqualTo(snapshot(profile));
        }
    }

    @ParameterizedTest
    @MethodSource("measures")
    void partsThatWereStoredMergeToTheWhole(Measures measures) {
        String header = "id,amount,word,day,seen\n";
        String first = csv(3, 400);
        String second = csv(4, 300);
        String both = first + second.substring(header.length());
        var whole = snapshot(profile(both, measures));
        var merged =
                StoredProfile.merged(List.of(stored(first, measures), stored(second, measures)));
        assertThat(merged.scope()).isEqualTo(Snapshot.Scope.WHOLE);
        var found = snapshot(merged.profile());
        assertThat(found.rows()).isEqualTo(700);
        assertThat(found.across().duplicateRows()).isEqualTo(whole.across().duplicateRows());
        for (int i = 0; i < whole.columns().size(); i++) {
            assertAgrees(found.columns().get(i), whole.columns().get(i));
        }
        if (measures.grouping() != null) {
            assertThat(rows(found)).isEqualTo(rows(whole));
        }
    }

    @ParameterizedTest
    @MethodSource("measures")
    void whatWasMergedIsStoredAndMergedAgain(Measures measures) {
        var random = new SplittableRandom(5);
        for (int round = 0; round < 10; round++) {
            var merged = stored(csv(round, 1), measures);
            long rows = 1;
            for (int part = 1; part < 8; part++) {
                int more = (int) Math.pow(10_000, random.nextDouble());
                var next = stored(csv(random.nextLong(900), more), measures);
                rows += more;
                var sum = StoredProfile.merged(List.of(merged, next));
                merged = StoredProfile.of(sum.bytes());
                assertThat(merged.bytes()).isEqualTo(sum.bytes());
                assertThat(snapshot(merged.profile())).isEqualTo(snapshot(sum.profile()));
            }
            assertThat(merged.profile().rows()).isEqualTo(rows);
        }
    }

    private static List<String> rows(Snapshot snapshot) {
        return snapshot.across().groups().groups().stream()
                .map(group -> group.key() + " " + group.rows())
                .toList();
    }

    private static void assertAgrees(Snapshot.Column found, Snapshot.Column wanted) {
        assertThat(found.types()).isEqualTo(wanted.types());
        assertThat(found.distinct()).isEqualTo(wanted.distinct());
        assertThat(found.top()).isEqualTo(wanted.top());
        assertThat(found.temporal()).isEqualTo(wanted.temporal());
        assertThat(found.text()).isEqualTo(wanted.text());
        if (wanted.numeric() != null) {
            assertThat(found.numeric().sum()).isEqualTo(wanted.numeric().sum());
            assertThat(found.numeric().quantiles()).isEqualTo(wanted.numeric().quantiles());
            assertThat(found.numeric().histogram()).isEqualTo(wanted.numeric().histogram());
            assertThat(found.numeric().variance())
                    .isCloseTo(
                            wanted.numeric().variance(),
                            within(1e-12 * wanted.numeric().variance()));
        }
        if (wanted.content() != null) {
            assertThat(found.content().order()).isEqualTo(wanted.content().order());
            assertThat(found.content().entropy()).isEqualTo(wanted.content().entropy());
            assertThat(found.content().duplicates()).isEqualTo(wanted.content().duplicates());
        }
    }

    @Test
    void objectsWithOtherColumnsMergeByName() {
        var first = stored("{\"a\":1,\"b\":2}\n{\"a\":3}\n", Measures.COMPLETE);
        var second = stored("{\"c\":true}\n{\"b\":5,\"c\":false}\n", Measures.COMPLETE);
        var merged = snapshot(StoredProfile.merged(List.of(first, second)).profile());
        assertThat(merged.rows()).isEqualTo(4);
        assertThat(merged.columns())
                .extracting(Snapshot.Column::name)
                .containsExactly("a", "b", "c");
        assertThat(merged.columns()).extracting(Snapshot.Column::nulls).containsExactly(2L, 2L, 2L);
        assertThat(merged.columns().get(1).numeric().sum()).isEqualTo(7);
    }

    @Test
    void aPartThatIsNotWholeMakesASample() {
        var whole = stored("a\n1\n", Measures.BASIC);
        var prefix = new StoredProfile(profile("a\n2\n", Measures.BASIC), Snapshot.Scope.PREFIX);
        assertThat(StoredProfile.merged(List.of(prefix)).scope()).isEqualTo(Snapshot.Scope.PREFIX);
        assertThat(StoredProfile.merged(List.of(whole, prefix)).scope())
                .isEqualTo(Snapshot.Scope.SAMPLE);
    }

    @Test
    void otherColumnsAndOtherStatisticsAreRefused() {
        var profile = stored("a,b\n1,2\n", Measures.BASIC);
        assertThatThrownBy(() ->
                        StoredProfile.merged(
                                List.of(profile, stored("a,c\n1,2\n", Measures.BASIC))))
                .hasMessage(
                        "profile 2 has other columns or statistics than the first one: basic of a, c"
                                + " instead of basic of a, b");
        assertThatThrownBy(() ->
                        StoredProfile.merged(
                                List.of(profile, stored("a,b\n1,2\n", Measures.STANDARD))))
                .isInstanceOf(FailureException.class);
    }

    @Test
    void whatIsNoProfileIsRefused() {
        assertRefused(new byte[0], "this is not a profile");
        assertRefused("IPRF".getBytes(StandardCharsets.US_ASCII), "this is not a profile");
        byte[] bytes = stored("a\n1\n", Measures.STANDARD).bytes();
        byte[] newer = bytes.clone();
        newer[PLACE_OF_VERSION]++;
        assertRefused(newer, "the profile has form 4, this service reads forms 2 to 3");
        byte[] damaged = bytes.clone();
        damaged[bytes.length / 2]++;
        assertRefused(damaged, "the profile is damaged: its checksum does not fit");
        for (int length = 6; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> StoredProfile.of(cut)).isInstanceOf(FailureException.class);
        }
    }

    private static void assertRefused(byte[] bytes, String message) {
        assertThatThrownBy(() -> StoredProfile.of(bytes))
                .hasMessage(message)
                .extracting(e -> ((FailureException) e).kind())
                .isEqualTo(FailureKind.MALFORMED_DATA);
    }

    private static StoredProfile stored(String data, Measures measures) {
        byte[] bytes = new StoredProfile(profile(data, measures), Snapshot.Scope.WHOLE).bytes();
        return StoredProfile.of(bytes);
    }

    private static Snapshot snapshot(Profile profile) {
        return profile.snapshot(Snapshot.Scope.WHOLE, true);
    }

    private static Profile profile(String data, Measures measures) {
        var chunker = new Chunker(ScanOptions.AUTO, new Buffers(256 * 1024, 0));
        var chunks = Chunks.of(chunker, data.getBytes(StandardCharsets.UTF_8));
        var profile = new Profile(chunker.layout().schema(), measures);
        add(profile, chunker, chunks, measures);
        return profile;
    }

    private static void add(Profile profile, String data, Measures measures) {
        var chunker = new Chunker(ScanOptions.AUTO, new Buffers(256 * 1024, 0));
        add(profile, chunker, Chunks.of(chunker, data.getBytes(StandardCharsets.UTF_8)), measures);
    }

    private static void add(
            Profile profile, Chunker chunker, List<Chunk> chunks, Measures measures) {
        var part = new Part(measures);
        for (Chunk chunk : chunks) {
            chunker.layout().scanner().scan(chunk, part.batch());
            part.compute(chunker.layout().schema());
            profile.add(part);
        }
    }

    private static String csv(long seed, int rows) {
        var random = new SplittableRandom(seed);
        var text = new StringBuilder("id,amount,word,day,seen\n");
        for (int row = 0; row < rows; row++) {
            text.append(seed * 1_000_000 + row).append(',');
            text.append(random.nextInt(9) == 0 ? "" : random.nextInt(100_000) / 100.0).append(',');
            text.append("word ").append((int) Math.pow(300, random.nextDouble())).append(',');
            text.append("2024-0%d-1%d".formatted(1 + random.nextInt(9), random.nextInt(10)));
            text.append(random.nextBoolean() ? ",true\n" : ",false\n");
        }
        return text.toString();
    }

    private static String json(long seed, int rows) {
        var random = new SplittableRandom(seed);
        var text = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            text.append("{\"id\":").append(row);
            if (random.nextInt(3) > 0) {
                text.append(",\"word\":\"w").append(random.nextInt(9)).append('"');
            }
            if (random.nextInt(3) > 0) {
                text.append(",\"at\":{\"x\":").append(random.nextInt(1000) / 8.0).append('}');
            }
            text.append("}\n");
        }
        return text.toString();
    }
}
