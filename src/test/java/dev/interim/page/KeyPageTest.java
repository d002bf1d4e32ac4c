package dev.interim.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.interim.fixture.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestPropertySource;

/// The page of a service that asks everybody who they are.
@ActiveProfiles("server")
@TestPropertySource(
        properties = {
            "management.server.port=0",
            "interim.source.allow-loopback=true",
            // of the keys below, by sha256sum
            "interim.access.keys.alice.hash=sha256:45f7bc595783a6e6eefb2aa7255f1b2a218b2cc6f0df1ffa3510acb663ea737c",
            "interim.access.keys.reader.hash=sha256:72473365ac4bd1e82fb72639b5b88e311e3374f8606dc38e3a6a55f3ec0ba953",
            "interim.access.keys.reader.role=read"
        })
class KeyPageTest extends LivePage {
    private static final String ALICE = "interim_" + "a".repeat(43);
    private static final String READER = "interim_" + "r".repeat(43);

    private void enter(String key) {
        expect(page.locator("h1")).hasText("Who are you?");
        page.getByLabel("Key or token").fill(key);
        button("Go on").click();
    }

    @Test
    void asksForAKeyAndGoesOnWhereItWas() {
        open("/jobs");
        enter("interim_wrong");
        expect(page.getByRole(AriaRole.ALERT))
                .containsText("Ask whoever runs this service for a key");
        enter("nothing that can be sent: \u2603");
        expect(page.getByRole(AriaRole.ALERT)).containsText("Unauthorized");
        enter(ALICE);
        expect(page.locator("h1")).hasText("Jobs");
        expect(page.locator(".executors li").first()).isVisible();
    }

    @Test
    void followsAJobWithTicketsAndNeverPutsTheKeyIntoAnAddress() throws IOException {
        List<Request> requests = new CopyOnWriteArrayList<>();
        context.onRequest(requests::add);
        open("/");
        enter(ALICE);
        start("sample:trips?rate=2MB");
        expect(state()).hasText("succeeded");
        expect(number("fare", "Mean")).hasText("2.15398");
        assertThat(requests).extracting(Request::url).noneMatch(url -> url.contains(ALICE));
        assertThat(requests)
                .extracting(Request::url)
                .anyMatch(url -> url.matches(".*/jobs/[0-9a-f-]{36}/events\\?.*ticket=[\\w-]{32}"));
        Download saved = page.waitForDownload(() -> page.getByText("Result as JSON").click());
        assertThat(Files.readString(saved.path())).contains("\"final\":true");
        assertThat(page.evaluate("JSON.stringify(localStorage) + document.cookie").toString())
                .doesNotContain("interim_");
    }

    @Test
    void goesOnAfterABrokenConnectionWithANewTicket() {
        try (var wire = new Wire(port)) {
            page.navigate("http://localhost:" + wire.port() + "/");
            enter(ALICE);
            page.getByLabel("Address of a dataset").fill("synthetic:work?duration=1h");
            button("Start").click();
            expect(state()).hasText("running");
            wire.cut();
            expect(page.getByText("The connection is lost")).isVisible();
            wire.mend();
            expect(page.getByText("The connection is lost")).not().isVisible();
            button("Cancel").click();
            expect(state()).hasText("cancelled");
            assertThat(wire.requestLines())
                    .filteredOn(line -> line.contains("/events?"))
                    .hasSizeGreaterThan(1)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void sendsAFile() {
        open("/");
        enter(ALICE);
        expect(page.locator("#file")).isAttached();
        page.locator("#file")
                .setInputFiles(
                        new FilePayload(
                                "small.csv",
                                "text/csv",
                                "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)));
        jobOnView();
        expect(state()).hasText("succeeded");
        expect(number("b", "Maximum")).hasText("2");
    }

    @Test
    void readerIsToldThatItMayNotStart() {
        open("/");
        enter(READER);
        page.getByLabel("Address of a dataset").fill("sample:trips");
        button("Start").click();
        expect(page.getByRole(AriaRole.ALERT)).containsText("your role does not allow POST here");
        expect(page.getByRole(AriaRole.ALERT)).containsText("for a key that may do it");
    }

    @Test
    void jobOfAnotherIsNotThere() {
        open("/jobs/01a20797-d7ce-760e-b960-af1540997096");
        enter(ALICE);
        expect(page.getByText("This job is no longer known").first()).isVisible();
    }

    @Test
    void viewIsValidAndAccessibleAndFits() throws IOException {
        open("/");
        expect(page.locator("h1")).hasText("Who are you?");
        try (var validator = new HtmlValidator()) {
            assertThat(validator.errors(page.content())).isEmpty();
        }
        assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
        for (int width : new int[] {360, 3840}) {
            page.setViewportSize(width, 900);
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(width);
        }
        assertThat(page.getByLabel("Key or token").getAttribute("type")).isEqualTo("password");
        assertThat(page.locator(":focus").getAttribute("id")).isEqualTo("key");
    }
}
