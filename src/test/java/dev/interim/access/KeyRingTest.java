package dev.interim.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interim.job.BadSettingException;
import dev.interim.job.Owner;
import dev.interim.job.Viewer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys are made, hashed and known again.
class KeyRingTest {
    private final SplittableRandom random = new SplittableRandom(20);
    private final NewKey alices = NewKey.of(random);
    private final NewKey roots = NewKey.of(random);

    private static KeyRing ring(Map<String, AccessSettings.Key> keys) {
        return new KeyRing(new AccessSettings(null, keys, Duration.ofSeconds(30)));
    }

    private static AccessSettings.Key key(NewKey key, Role role) {
        return new AccessSettings.Key(KeyHash.of(key.text()).toString(), role, null);
    }

    @Test
    void everyKeyOpensForItsOwn() {
        var ring =
                ring(Map.of("alice", key(alices, Role.READ), "root", key(roots, Role.ADMINISTER)));
        var alice = new Owner("key:alice");
        assertThat(ring.caller(alices.text())).hasValue(new Caller(alice, Role.READ));
        assertThat(ring.caller(roots.text()).orElseThrow().viewer())
                .isEqualTo(new Viewer.AllJobs(new Owner("key:root")));
        assertThat(ring.caller(alices.text()).orElseThrow().viewer())
                .isEqualTo(new Viewer.OwnJobs(alice));
        assertThat(ring.caller(NewKey.of(random).text())).isEmpty();
        assertThat(ring.caller("")).isEmpty();
        assertThat(ring.caller(KeyHash.of(alices.text()).toString())).isEmpty();
    }

    /// By `printf abc | sha256sum`.
    @Test
    void hashIsThatOfOtherPrograms() {
        assertThat(KeyHash.of("abc"))
                .hasToString(
                        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "sha256:",
                "interim_mistaken_for_a_hash",
                "sha256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            })
    void whatIsNoHashIsRefusedAndNotShown(String text) {
        var keys = Map.of("alice", new AccessSettings.Key(text, Role.READ, null));
        assertThatThrownBy(() -> ring(keys))
                .isInstanceOf(BadSettingException.class)
                .hasMessageStartingWith("interim.access.keys.alice.hash is no hash")
                .hasMessageNotContaining("mistaken");
    }

    @Test
    void keyIsLongAndNeverTheSame() {
        assertThat(NewKey.random().text()).matches("interim_[\\w-]{43}");
        assertThat(NewKey.random().text()).isNotEqualTo(NewKey.random().text());
    }

    @Test
    void keyIsPrintedWithItsHash() {
        var printed = new ByteArrayOutputStream();
        alices.printTo(new PrintStream(printed, true, StandardCharsets.UTF_8));
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("key:  " + alices.text())
                .contains("interim.access.keys.<name>.hash=" + KeyHash.of(alices.text()));
    }
}
