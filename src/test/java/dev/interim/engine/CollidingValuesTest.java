package dev.interim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.scan.Buffers;
import dev.interim.engine.scan.Chunk;
import dev.interim.engine.scan.Chunker;
import dev.interim.engine.scan.ScanOptions;
import dev.interim.engine.simd.Mixing;
import dev.interim.engine.stats.Measures;
import dev.interim.engine.stats.Part;
import dev.interim.engine.stats.Profile;
import dev.interim.engine.stats.Snapshot;
import dev.interim.engine.stats.Statistics;
import dev.interim.engine.stats.StoredProfile;
import dev.interim.fixture.Chunks;
import dev.interim.fixture.CollidingTexts;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts that were made to have one hash are as many values as there are texts.
class CollidingValuesTest {
    private static final int TIMES = 3;
    private static final List<String> TEXTS = CollidingTexts.of(42, 10);
    private static final Measures MEASURES =
            new Measures(Statistics.COMPLETE, new Measures.Grouping("text"));
    private static final Measures MEASURES_OF_VALUES = Measures.STANDARD;

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"csv", "json"})
    void tenTextsAndTheirNumberAreElevenValues(String format) {
        var profile = profile(format);
        assertAreTold(profile.snapshot(Snapshot.Scope.WHOLE, true), TIMES);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"csv", "json"})
    void theyStayAsManyWhenProfilesAreStoredAndMerged(String format) {
        var merged = StoredProfile.merged(List.of(stored(format), stored(format)));
        var read = StoredProfile.of(merged.bytes());
        assertAreTold(read.profile().snapshot(Snapshot.Scope.WHOLE, true), 2 * TIMES);
    }

    @Test
    void theTextsDoHaveOneHash() {
        assertThat(TEXTS.stream().distinct()).hasSize(10);
        assertThat(TEXTS.stream().map(CollidingValuesTest::hash).distinct()).hasSize(1);
    }

    private static long hash(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return Mixing.text(bytes, 0, bytes.length);
    }

    @Test
    void longTextsThatDifferInTheirLastByteHaveRoomBesideEachOther() {
        String same = "x".repeat(400);
        var profile = profile("text\n%sa\n%sb\n%sa\n".formatted(same, same, same), MEASURES);
        var distinct = profile.snapshot(Snapshot.Scope.WHOLE, true).columns().getFirst().distinct();
        assertThat(distinct).isEqualTo(new Snapshot.Distinct(2, 2, 2, true));
    }

    @Test
    void integersOfManyDigitsAreComparedByAllOfThem() {
        String nines = "9".repeat(250);
        // a double holds it, and it is too long to be kept
        String power = BigInteger.TWO.pow(700).toString();
        String data = "n\n%s1\n+%s1\n%s2\n%s\n%s.0\n".formatted(nines, nines, nines, power, power);
        var profile = profile(data, MEASURES_OF_VALUES);
        var merged =
                StoredProfile.merged(
                        List.of(
                                new StoredProfile(profile, Snapshot.Scope.WHOLE),
                                new StoredProfile(
                                        profile(data, MEASURES_OF_VALUES), Snapshot.Scope.WHOLE)));
        var column = merged.profile().snapshot(Snapshot.Scope.WHOLE, true).columns().getFirst();
        assertThat(column.top())
                .extracting(Snapshot.Top::count)
                .containsExactlyInAnyOrder(4L, 4L, 2L);
    }

    private static void assertAreTold(Snapshot snapshot, long times) {
        var column = snapshot.columns().getFirst();
        assertThat(column.distinct()).isEqualTo(new Snapshot.Distinct(11, 11, 11, true));
        List<String> values = new ArrayList<>(TEXTS);
        values.add("42");
        assertThat(column.top())
                .extracting(Snapshot.Top::value)
                .containsExactlyInAnyOrderElementsOf(values);
        assertThat(column.top()).allMatch(top -> top.lower() == times && top.upper() == times);
        var groups = snapshot.across().groups().groups();
        assertThat(groups)
                .extracting(Snapshot.Group::key)
                .containsExactlyInAnyOrderElementsOf(values);
        assertThat(groups).allMatch(group -> group.rows() == times);
        long again = 11 * (times - 1);
        assertThat(snapshot.across().duplicateRows())
                .isEqualTo(new Snapshot.Distinct(again, again, again, true));
    }

    private static StoredProfile stored(String format) {
        return StoredProfile.of(new StoredProfile(profile(format), Snapshot.Scope.WHOLE).bytes());
    }

    private static Profile profile(String format) {
        var text = new StringBuilder(format.equals("csv") ? "text,other\n" : "");
        for (int i = 0; i < TIMES; i++) {
            for (String value : TEXTS) {
                text.append(format.equals("csv") ? value + ",1\n" : json('"' + value + '"'));
            }
            text.append(format.equals("csv") ? "42,1\n" : json("42"));
        }
        return profile(text.toString(), MEASURES);
    }

    private static String json(String value) {
        return "{\"text\":%s,\"other\":1}\n".formatted(value);
    }

    private static Profile profile(String data, Measures measures) {
        var chunker = new Chunker(ScanOptions.AUTO, new Buffers(256 * 1024, 0));
        var chunks = Chunks.of(chunker, data.getBytes(StandardCharsets.UTF_8));
        var profile = new Profile(chunker.layout().schema(), measures);
        var part = new Part(measures);
        for (Chunk chunk : chunks) {
            chunker.layout().scanner().scan(chunk, part.batch());
            part.compute(chunker.layout().schema());
            profile.add(part);
        }
        return profile;
    }
}
