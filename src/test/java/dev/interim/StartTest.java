package dev.interim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class StartTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "interim.job.kpet",
                "interim.jbo.kept",
                "interim.kept",
                "interim.executors.mine.wrokers",
                "interim.source.portz[0]"
            })
    void misspeltSettingStopsTheStart(String name, CapturedOutput output) {
        String[] arguments = {"--" + name + "=1", "--server.port=0"};
        assertThat(catchThrowable(() -> SpringApplication.run(InterimApplication.class, arguments)))
                .isNotNull();
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("there is no setting '" + name + "', which is given in: commandLineArgs");
    }

    @Test
    void everyWayOfWritingASettingIsGood() {
        String[] arguments = {
            "--interim.job.snapshotInterval=1s",
            "--interim.job.progress_interval=1s",
            "--interim.source.ports[0]=80",
            "--interim.source.ports[1]=81",
            "--interim.executors.mine.workers=2",
            "--interim.executors[your-own].queue=fifo",
            "--INTERIM.WEB.HEARTBEAT=1s",
            "--server.port=0"
        };
        try (var service = SpringApplication.run(InterimApplication.class, arguments)) {
            assertThat(service.isRunning()).isTrue();
        }
    }

    @Test
    void openToOthersTheServiceStartsOnlyWithAPolicy(CapturedOutput output) {
        String[] arguments = {"--server.address=0.0.0.0", "--server.port=0"};
        assertThat(catchThrowable(() -> SpringApplication.run(InterimApplication.class, arguments)))
                .isNotNull();
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("the service is to listen on 0.0.0.0, where others reach it")
                .contains("set interim.source.allow-loopback=false (or true)");
    }
}
