package dev.interim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.ServiceProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Once as many ended jobs are remembered as may be, further ones take no more memory.
///
/// `-Dinterim.jobs-in-a-row=5000` runs so many with the usual settings; that takes some minutes.
@Timeout(1_800)
class EndedJobsHeapTest {
    private static final long SPREAD = 10L << 20;
    private static final int FEW = 240;
    private static final Pattern MEASURED =
            Pattern.compile("after (\\d+) jobs (\\d+) bytes|(all jobs succeeded)");

    @Test
    void staysFlat() {
        int jobs = Integer.getInteger(SampleJobsInARow.JOBS, FEW);
        int kept = jobs == FEW ? 40 : 1_000;
        var options = List.of("-Xmx256m", "-D" + SampleJobsInARow.JOBS + "=" + jobs);
        var settings =
                List.of(
                        "--interim.job.kept=" + kept,
                        "--interim.job.warm-up=false",
                        "--logging.level.root=warn",
                        "--logging.level.org.eclipse.jetty=info",
                        "--logging.level.org.springframework.boot=info");
        List<Long> heaps = new ArrayList<>();
        try (var service = new ServiceProcess("dev.interim.SampleJobsInARow", options, settings)) {
            var line = service.lineWith(MEASURED);
            while (line.group(3) == null) {
                System.out.println(line.group());
                if (Integer.parseInt(line.group(1)) >= kept + 20) {
                    heaps.add(Long.parseLong(line.group(2)));
                }
                line = service.lineWith(MEASURED);
            }
        }
        assertThat(heaps).hasSizeGreaterThan(10);
        long least = heaps.stream().mapToLong(Long::longValue).min().orElseThrow();
        assertThat(heaps).allMatch(heap -> heap <= least + SPREAD);
    }
}
