package dev.interim.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.interim.fixture.ServiceProcess;
import dev.interim.fixture.Wire;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The page after its connection broke, and after the service was killed.
class ReconnectPageTest extends LivePage {
    private static final String LOST = "The connection is lost";

    @Test
    void goesOnWhereItWasAfterALostConnection() {
        try (var wire = new Wire(port)) {
            page.navigate("http://localhost:" + wire.port() + "/");
            startHere("sample:trips?rate=700kB");
            expect(number("fare", "Mean")).hasClass("number moving");
            page.getByLabel("Find a column").fill("fare");
            wire.cut();
            expect(page.getByText(LOST)).isVisible();
            expect(number("fare", "Mean")).isVisible();
            String rows = line().textContent();
            wire.mend();
            expect(page.getByText(LOST)).not().isVisible();
            expect(line()).not().hasText(rows);
            expect(state()).hasText("succeeded");
            expect(number("fare", "Mean")).hasText("2.15398");
            // It asked for what it had missed, and had not begun anew.
            assertThat(page.getByLabel("Find a column").inputValue()).isEqualTo("fare");
            assertThat(eventRequests(wire))
                    .hasSizeGreaterThan(1)
                    .first()
                    .matches(request -> request.contains("lastEventId=0 "));
            assertThat(eventRequests(wire).getLast()).containsPattern("lastEventId=[1-9]");
        }
    }

    @Test
    void saysWhatIsGoneAfterTheServiceWasKilledAndStartsItAgain() throws Exception {
        try (var first = new ServiceProcess();
                var wire = new Wire(first.port())) {
            page.navigate("http://localhost:" + wire.port() + "/");
            String job = startHere("sample:trips?rate=300kB");
            expect(number("fare", "Mean")).isVisible();
            first.kill();
            expect(page.getByText(LOST)).isVisible();
            try (var second = new ServiceProcess()) {
                wire.layTo(second.port());
                expect(page.getByRole(AriaRole.ALERT)).containsText("This job is no longer known");
                expect(number("fare", "Mean")).isVisible();
                button("Start it again").click();
                page.waitForURL(url -> url.contains("/#/jobs/") && !url.contains(job));
                expect(state()).hasText("running");
                expect(number("fare", "Mean")).isVisible();
            }
        }
    }

    @Test
    void aLinkToAJobThatIsGoneSaysSo() {
        open("/jobs/01a20797-d7ce-760e-b960-af1540997096");
        expect(page.getByRole(AriaRole.ALERT)).containsText("This job is no longer known");
        expect(page.getByText("See all jobs")).isVisible();
    }

    @Test
    void aReloadShowsTheSameJobWithItsPast() {
        String job = start("sample:trips?rate=3MB");
        expect(state()).hasText("succeeded");
        page.reload();
        assertThat(jobOnView()).isEqualTo(job);
        expect(number("fare", "Mean")).hasText("2.15398");
        page.getByLabel("How they settled").check();
        // the lines make cards taller, and only cards near the window are kept up
        card("fare").scrollIntoViewIfNeeded();
        var line = card("fare").locator("path.line").first();
        await().until(() -> String.valueOf(line.getAttribute("d")).contains("L"));
    }

    private String startHere(String uri) {
        page.getByLabel("Address of a dataset").fill(uri);
        button("Start").click();
        return jobOnView();
    }

    private Locator line() {
        return page.locator(".progress-line");
    }

    private static List<String> eventRequests(Wire wire) {
        return wire.requestLines().stream().filter(line -> line.contains("/events?")).toList();
    }
}
