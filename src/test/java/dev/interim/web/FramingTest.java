package dev.interim.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.job.EventLog;
import dev.interim.job.JobEvent;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// An event becomes bytes once, however many get it.
class FramingTest {
    private static final JobEvent WARNING = new JobEvent.Warned("code", "zwei\nZeilen");

    private final Framing serverSent = Framing.serverSent(new JsonMapper());
    private final Framing lines = Framing.lines(new JsonMapper());

    private static String text(Frame frame) {
        return UTF_8.decode(frame.bytes()).toString();
    }

    @Test
    void serverSentEventHasItsNumberAndOneLineOfData() {
        assertThat(text(serverSent.of(new EventLog.Entry(7, WARNING))))
                .isEqualTo(
                        """
                        id:7
                        event:warning
                        data:{"code":"code","message":"zwei\\nZeilen"}

                        """);
    }

    @Test
    void lineHasItsNumberAndItsTypeToo() {
        assertThat(text(lines.of(new EventLog.Entry(7, WARNING))))
                .isEqualTo(
                        """
                        {"id":"7","event":"warning","data":{"code":"code","message":"zwei\\nZeilen"}}
                        """);
    }

    @Test
    void whatWasMadeForOneHasNoNumber() {
        var made = new EventLog.Entry(0, WARNING);
        assertThat(text(serverSent.of(made))).startsWith("event:warning\n");
        assertThat(text(lines.of(made))).startsWith("{\"id\":null,");
    }

    @Test
    void everybodyGetsTheSameFrame() {
        var first = serverSent.of(new EventLog.Entry(7, WARNING));
        assertThat(serverSent.of(new EventLog.Entry(7, WARNING))).isSameAs(first);
    }

    @Test
    void whatOnlyLooksTheSameIsAnotherEvent() {
        var first = serverSent.of(new EventLog.Entry(7, WARNING));
        var other = new EventLog.Entry(7, new JobEvent.Warned("code", "other"));
        assertThat(text(serverSent.of(other))).contains("other");
        assertThat(serverSent.of(new EventLog.Entry(8, WARNING))).isNotSameAs(first);
    }

    @Test
    void silenceIsBrokenByWhatClientsPassOver() {
        assertThat(text(serverSent.beat())).isEqualTo(":still here\n\n");
        assertThat(text(lines.beat())).isEqualTo("\n");
    }
}
