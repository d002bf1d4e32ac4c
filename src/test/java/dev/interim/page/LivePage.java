package dev.interim.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.interim.fixture.LoopbackServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// The service on a port of its own, and a fresh browser tab for each test.
///
/// Whatever a test does, nothing on its page may break the content security policy or throw.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ExtendWith(Chromium.class)
@Timeout(120)
abstract class LivePage {
    static final int PATIENCE_MILLIS = 30_000;

    /// Where data is fetched from.
    static final LoopbackServer DATA = LoopbackServer.start();

    /// The only directory below which files may be read.
    static final Path ROOT = temporaryDirectory();

    @RegisterExtension final CurrentTest current = new CurrentTest();

    @Value("${local.server.port}")
    int port;

    BrowserContext context;
    Page page;
    private final List<String> troubles = new ArrayList<>();

    @DynamicPropertySource
    static void reachable(DynamicPropertyRegistry properties) {
        properties.add("interim.source.ports", DATA::port);
        properties.add("interim.source.roots", ROOT::toString);
    }

    private static Path temporaryDirectory() {
        try {
            Path directory = Files.createTempDirectory("interim-page-").toRealPath();
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Remembers the context of the test, in which the browser is kept.
    static final class CurrentTest implements BeforeEachCallback {
        private ExtensionContext context;

        @Override
        public void beforeEach(ExtensionContext test) {
            context = test;
        }

        Browser browser() {
            return Chromium.browser(context);
        }
    }

    @BeforeEach
    void openTab() {
        openTab(1440, 900, ColorScheme.LIGHT);
    }

    /// A tab of another size or theme instead of the one there is.
    void openTab(int width, int height, ColorScheme scheme) {
        if (context != null) {
            context.close();
        }
        context =
                current.browser()
                        .newContext(
                                new Browser.NewContextOptions()
                                        .setBaseURL("http://localhost:" + port)
                                        .setColorScheme(scheme)
                                        .setViewportSize(width, height));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        page = context.newPage();
        page.onPageError(error -> troubles.add("thrown: " + error));
        page.onDialog(dialog -> {
            troubles.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")
                    || message.text().contains("Trusted")) {
                troubles.add("console: " + message.text());
            }
        });
    }

    @AfterEach
    void closeTab() {
        context.close();
        if (!troubles.isEmpty()) {
            throw new AssertionError("the page had troubles: " + troubles);
        }
    }

    /// For tests that try what is forbidden.
    void forgetTroubles() {
        troubles.clear();
    }

    /// Shows what stands behind the `#`.
    void open(String route) {
        page.navigate("/#" + route);
    }

    /// Starts a job by the form and waits for its view; answers the job's id.
    String start(String uri) {
        open("/");
        page.getByLabel("Address of a dataset").fill(uri);
        button("Start").click();
        return jobOnView();
    }

    /// The id of the job whose view is shown, once it is.
    String jobOnView() {
        page.waitForURL("**/#/jobs/*");
        return page.url().replaceFirst(".*#/jobs/([0-9a-f-]{36}).*", "$1");
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /// Where a job's state stands.
    Locator state() {
        return page.locator(".head .chip");
    }

    /// The number under a label on the card of a column.
    Locator number(String column, String label) {
        return card(column)
                .locator(".facts > div", new Locator.LocatorOptions().setHasText(label))
                .locator(".number");
    }

    Locator card(String column) {
        return page.locator(
                ".card",
                new Page.LocatorOptions()
                        .setHas(
                                page.getByRole(
                                        AriaRole.LINK,
                                        new Page.GetByRoleOptions()
                                                .setName(column)
                                                .setExact(true))));
    }

    static LocatorAssertions expect(Locator locator) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        return PlaywrightAssertions.assertThat(locator);
    }

    /// What the service itself says, as JSON.
    String ask(String path) {
        return context.request().get("http://localhost:" + port + path).text();
    }
}
