package dev.interim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class StartTest {
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
