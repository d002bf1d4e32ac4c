package dev.interim.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every view in both themes and from a telephone to a wall: accessible, valid, light.
class EveryViewTest extends LivePage {
    private static HtmlValidator validator;
    private static String job;
    private static String race;

    /// The views, and what is on each once it is whole.
    enum View {
        START("/", "#essay"),
        COLUMNS("/jobs/{job}", ".card .facts"),
        SETTLING("/jobs/{job}", ".card .facts"),
        COLUMN("/jobs/{job}/columns/7", ".numbers .final"),
        TIMES("/jobs/{job}/columns/1", ".week"),
        TEXT("/jobs/{job}/columns/3", ".numbers .final"),
        TIMELINE("/jobs/{job}/timeline", ".lanes li"),
        GROUPS("/jobs/{job}/groups", ".groups td"),
        CORRELATIONS("/jobs/{job}/correlations", ".matrix td"),
        RACE("/races/{race}", "tbody .chip"),
        JOBS("/jobs", "tbody .chip"),
        LOST("/jobs/01a20797-d7ce-760e-b960-af1540997096", ".notice.bad"),
        NOWHERE("/nowhere", "h1");

        private final String route;
        private final String whole;

        View(String route, String whole) {
            this.route = route;
            this.whole = whole;
        }
    }

    @BeforeAll
    static void prepare() {
        validator = new HtmlValidator();
    }

    @AfterAll
    static void close() throws IOException {
        validator.close();
        job = null;
    }

    private void show(View view) {
        if (job == null) {
            job = id(post("/jobs?uri=sample:trips&statistics=complete&groupBy=from_station"));
            race = id(post("/races?uri=synthetic:essay%3Fspeed%3D120"));
        }
        open(view.route.replace("{job}", job).replace("{race}", race));
        expect(page.locator(view.whole).first()).isVisible();
        if (view == View.SETTLING) {
            page.getByLabel("How they settled").check();
            expect(page.locator(".spark:visible").first()).isVisible();
        }
        if (view == View.COLUMN) {
            button("History of mean").click();
        }
        if (view == View.START) {
            page.getByText("Statistics, columns, priority, limits").click();
        }
    }

    private APIResponse post(String path) {
        return context.request().post("http://localhost:" + port + path);
    }

    private static String id(APIResponse answer) {
        var found = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"").matcher(answer.text());
        assertThat(found.find()).as(answer.text()).isTrue();
        return found.group(1);
    }

    @ParameterizedTest
    @EnumSource
    void isValidAndAccessibleInBothThemesAndFits(View view) {
        show(view);
        assertThat(validator.errors(page.content())).isEmpty();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            var found = new AxeBuilder(page).analyze().getViolations();
            assertThat(found).extracting(EveryViewTest::sentence).as("%s", scheme).isEmpty();
        }
        for (int width : new int[] {360, 768, 3840}) {
            page.setViewportSize(width, 900);
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                    .as("width %d", width)
                    .isLessThanOrEqualTo(width);
        }
    }

    private static String sentence(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + ": " + rule.getNodes().getFirst().getHtml();
    }

    @Test
    void theCheckerSeesWhatIsWrong() {
        assertThat(
                        validator.errors(
                                "<!DOCTYPE html><html lang=en><title>x</title><p x=1><ul><p></ul>"))
                .hasSizeGreaterThan(1);
    }

    @Test
    void nothingComesFromElsewhereAndAllOfItIsLight() {
        var answers = new ArrayList<Response>();
        context.onResponse(answers::add);
        Stream.of(View.START, View.COLUMNS, View.COLUMN, View.TIMELINE, View.RACE, View.JOBS)
                .forEach(this::show);
        var files =
                answers.stream()
                        .filter(answer -> answer.url().matches(".*(/|\\.(html|js|css|svg))(#.*)?$"))
                        .toList();
        assertThat(answers)
                .extracting(Response::url)
                .allMatch(url ->
                        url.startsWith("http://localhost:" + port + "/")
                                || url.startsWith("blob:"));
        assertThat(files).hasSizeGreaterThan(20);
        long bytes =
                files.stream()
                        .filter(file -> file.status() == 200)
                        .mapToLong(file -> Long.parseLong(file.headerValue("content-length")))
                        .sum();
        // Uncompressed: compressed it is less still.
        assertThat(bytes).isBetween(50_000L, 400_000L);
    }
}
