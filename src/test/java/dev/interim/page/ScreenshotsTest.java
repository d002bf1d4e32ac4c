package dev.interim.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Takes the pictures of the documents; only when told where to put them.
@EnabledIfSystemProperty(
        named = "interim.screenshots",
        matches = ".+",
        disabledReason = "takes pictures only with -Dinterim.screenshots=docs/images")
class ScreenshotsTest extends LivePage {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 860;
    private static final String SLOW = "sample:trips?rate=600kB";

    @Test
    void ofEveryView() throws IOException {
        openTab(WIDTH, HEIGHT, ColorScheme.LIGHT);
        open("/");
        expect(page.locator("#essay")).isVisible();
        take("start");
        takeJob("job");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("temperature_c")).click();
        button("History of mean").click();
        take("column");
        page.locator(".tabs").getByText("Timeline").click();
        expect(page.locator(".lanes li").first()).isVisible();
        take("timeline");
        takeRace();
        open("/jobs");
        expect(page.locator("tbody .chip").first()).isVisible();
        take("jobs");
        openTab(WIDTH, HEIGHT, ColorScheme.DARK);
        takeJob("job-dark");
        openTab(360, 780, ColorScheme.LIGHT);
        takeJob("job-narrow");
    }

    /// In the middle of its run, and held there.
    private void takeJob(String name) throws IOException {
        open("/");
        page.getByText("Statistics, columns, priority, limits").click();
        page.getByLabel("Only these columns")
                .fill("from_station,duration_s,distance_km,fare,temperature_c,is_member");
        page.getByLabel("Address of a dataset").fill(SLOW);
        page.keyboard().press("Enter");
        jobOnView();
        expect(page.locator(".card .number").first()).isVisible();
        page.waitForCondition(() -> percent() > 40);
        button("Pause").click();
        expect(state()).hasText("paused");
        page.getByLabel("How they settled").check();
        expect(page.locator(".spark:visible").first()).isVisible();
        take(name);
    }

    private double percent() {
        String share = page.locator(".share").textContent().replace(" %", "");
        return share.isEmpty() ? 0 : Double.parseDouble(share);
    }

    private void takeRace() throws IOException {
        open("/");
        page.getByLabel("Address of a dataset")
                .fill("synthetic:essay?fetch=30s&statistics=12s&slices=6&speed=10");
        button("Race all three modes").click();
        expect(page.locator(".sentence")).containsText("sooner than sequential");
        take("race");
    }

    private void take(String name) throws IOException {
        Path directory = Path.of(System.getProperty("interim.screenshots"));
        Files.createDirectories(directory);
        Path file = directory.resolve(name + ".png");
        page.mouse().move(0, 0);
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
        assertThat(Files.size(file)).isGreaterThan(10_000);
    }
}
