package dev.interim.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The modes side by side, and the timeline of one job.
class RacePageTest extends LivePage {
    private static final String ESSAY =
            "synthetic:essay?fetch=30s&statistics=12s&slices=6&speed=60";

    @Test
    void tellsWhatHappened() {
        open("/");
        page.getByLabel("Address of a dataset").fill(ESSAY);
        button("Race all three modes").click();
        page.waitForURL("**/#/races/*");
        expect(page.locator(".sentence"))
                .containsText(
                        Pattern.compile("[Cc]oncurrent and parallel|[Pp]arallel and concurrent"));
        expect(page.locator(".sentence")).containsText("sooner than sequential");
        expect(page.locator("tbody .chip", having("succeeded"))).hasCount(3);
        expect(page.locator(".lanes strong"))
                .hasText(new String[] {"sequential", "concurrent", "parallel"});
        assertThat((Integer) page.evaluate(DRAWN)).isGreaterThan(1_000);
        button("Zoom in").click();
        button("Later").click();
        button("Show all").click();
        assertThat((Integer) page.evaluate(DRAWN)).isGreaterThan(1_000);
    }

    /// How many pixels of the picture have a colour.
    private static final String DRAWN =
            """
            () => {
                const canvas = document.querySelector("canvas");
                const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
                return data.filter((alpha, i) => i % 4 === 3 && alpha > 0).length;
            }\
            """;

    private static Page.LocatorOptions having(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }

    @Test
    void theEssaysExampleIsOneClick() {
        open("/");
        button("Race the essay’s example").click();
        page.waitForURL("**/#/races/*");
        expect(page.locator(".address"))
                .hasText("synthetic:essay?fetch=30s&statistics=12s&slices=6&speed=10");
        expect(page.locator(".sentence")).containsText("Sequential is running, with no result yet");
        for (String mode : new String[] {"sequential", "concurrent", "parallel"}) {
            String job = page.locator(".run a", having(mode)).getAttribute("href");
            context.request().delete("http://localhost:" + port + job.substring(1));
        }
        expect(page.locator(".sentence")).containsText("nothing to compare");
    }

    @Test
    void aRaceThatIsForgottenSaysSo() {
        open("/races/01a20797-d7ce-760e-b960-af1540997096");
        expect(page.getByRole(AriaRole.ALERT)).containsText("there is no race");
    }

    @Test
    void timelineIsSeenAndSavedForPerfetto() throws Exception {
        String job = start("sample:trips?rate=8MB");
        page.locator(".tabs").getByText("Timeline").click();
        expect(page.locator(".lanes li")).not().hasCount(0);
        expect(state()).hasText("succeeded");
        expect(page.locator("tbody th").first()).hasText(Pattern.compile("cores-\\d"));
        assertThat((Integer) page.evaluate(DRAWN)).isGreaterThan(1_000);
        var file = page.waitForDownload(() -> button("Download for Perfetto").click());
        assertThat(file.suggestedFilename()).isEqualTo("interim-" + job + ".json");
        assertThat(Files.readString(file.path())).contains("\"traceEvents\"");
    }

    @Test
    void overviewShowsJobsAndExecutors() {
        String job = start("sample:trips?rate=300kB");
        expect(state()).hasText("running");
        page.getByText("Jobs", new Page.GetByTextOptions().setExact(true)).first().click();
        var row =
                page.locator(
                        "tr",
                        new Page.LocatorOptions()
                                .setHas(page.locator("a[href='#/jobs/" + job + "']")));
        expect(row.locator(".chip")).hasText("running");
        String rows = row.locator("td").nth(2).textContent();
        expect(row.locator("td").nth(2)).not().hasText(rows);
        expect(page.locator(".executors h2")).hasText(new String[] {"cores", "io", "turns"});
        expect(page.locator(".executors li").first()).containsText("of");
        context.request().delete("http://localhost:" + port + "/jobs/" + job);
        expect(row.locator(".chip")).hasText("cancelled");
        page.getByLabel("Only jobs that are").selectOption("running");
        expect(row).hasCount(0);
    }
}
