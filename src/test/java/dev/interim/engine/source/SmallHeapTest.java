package dev.interim.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.engine.codec.Codecs;
import dev.interim.engine.codec.DecodeLimits;
import dev.interim.engine.codec.DecodeOptions;
import dev.interim.engine.failure.FailureException;
import dev.interim.fixture.HostileOrigin;
import dev.interim.fixture.LoopbackServer;
import dev.interim.fixture.Packing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// All faults of {@link HostileOriginTest} and bombs of every kind, in a machine of 256 MB.
@Timeout(120)
class SmallHeapTest {
    private static final int BOMB = 48 << 20;
    private static final String DONE = "all went well";

    @Test
    void nothingThatAServerSendsNeedsMuchMemory() throws Exception {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+ExitOnOutOfMemoryError",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SmallHeapTest.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(said).endsWith(DONE + System.lineSeparator());
        assertThat(said.lines()).contains("ENDLESS", "HEADER_ENDLESS", "bomb of GZIP");
    }

    /// What the small machine does.
    public static void main(String[] arguments) {
        for (Fault fault : Fault.values()) {
            System.out.println(fault);
            var test = new HostileOriginTest();
            try {
                test.theRightResultOrTheNamedFailure(fault);
            } finally {
                test.stop();
            }
        }
        for (Packing packing : Packing.values()) {
            System.out.println("bomb of " + packing);
            explode(packing.of(new byte[BOMB]));
        }
        System.out.println(DONE);
    }

    private static void explode(byte[] bomb) {
        try (var server = LoopbackServer.start();
                var web = new Web(AddressRules.PUBLIC_AND_LOOPBACK)) {
            var file = new HostileOrigin(bomb, "\"v1\"");
            server.on("/bomb", file::honest);
            var taking = new Taking();
            byte[] target = new byte[100_000];
            try (Fetch fetch =
                    Codecs.decode(
                            web.source(server.uri("/bomb")).open(taking.ready()),
                            DecodeLimits.STANDARD,
                            DecodeOptions.AUTO,
                            taking.ready())) {
                for (long bytes = 0; bytes < BOMB; ) {
                    int count = taking.once(fetch, target);
                    assertThat(Arrays.mismatch(target, 0, count, new byte[count], 0, count))
                            .isEqualTo(-1);
                    bytes += count;
                }
            } catch (FailureException e) {
                assertThat(e).hasMessageContaining("decompresses to more than 200 times");
            }
        }
    }
}
