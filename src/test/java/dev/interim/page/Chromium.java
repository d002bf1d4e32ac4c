package dev.interim.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.AssertionFailedError;

/// The browser of this machine, started once for all tests that want it.
///
/// Where there is none the tests are skipped and say so, unless `INTERIM_BROWSER=required`, as in
/// CI. A path in `INTERIM_CHROMIUM` wins over the usual places.
final class Chromium implements BeforeAllCallback {
    private static final List<String> USUAL_PLACES =
            List.of(
                    "/usr/bin/chromium",
                    "/usr/bin/chromium-browser",
                    "/usr/bin/google-chrome",
                    "/Applications/Chromium.app/Contents/MacOS/Chromium",
                    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    private static final String MISSING =
            "no Chromium found: the tests of the live page need one (Debian: apt-get install"
                    + " chromium), in a usual place or in INTERIM_CHROMIUM";

    /// What is started once, and closed after the last test.
    private record Started(Playwright playwright, Browser browser) implements AutoCloseable {
        @Override
        public void close() {
            playwright.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        browser(context);
    }

    /// The browser.
    static Browser browser(ExtensionContext context) {
        return Objects.requireNonNull(
                        context.getRoot()
                                .getStore(ExtensionContext.Namespace.create(Chromium.class))
                                .computeIfAbsent(
                                        Started.class, _ -> start(executable()), Started.class))
                .browser();
    }

    private static Started start(Path executable) {
        var playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(executable)
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-background-networking",
                                                        "--disable-dev-shm-usage")));
        return new Started(playwright, browser);
    }

    private static Path executable() {
        var found =
                Stream.concat(
                                Stream.ofNullable(System.getenv("INTERIM_CHROMIUM")),
                                USUAL_PLACES.stream())
                        .map(Path::of)
                        .filter(Files::isExecutable)
                        .findFirst();
        if (found.isEmpty() && isRequired(System.getenv("INTERIM_BROWSER"))) {
            throw new AssertionFailedError(MISSING);
        }
        Assumptions.assumeTrue(found.isPresent(), MISSING);
        return found.orElseThrow();
    }

    private static boolean isRequired(@Nullable String setting) {
        return "required".equals(setting);
    }
}
