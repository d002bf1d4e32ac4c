package dev.interim.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Swagger UI shows a stream while it runs, which it cannot by itself.
class SwaggerPageTest extends LivePage {
    private static final Pattern SNAPSHOT = Pattern.compile("event:snapshot");
    private static final Pattern DONE = Pattern.compile("event:done");

    /// Opens the form for the events of a job.
    private Locator followForm(String id) {
        page.navigate("/swagger-ui/index.html#/Events/followJob");
        var form = page.locator("#operations-Events-followJob");
        form.getByText("Try it out").click();
        form.locator("tr[data-param-name=id] input").fill(id);
        return form;
    }

    private static Locator shown(Locator form) {
        return form.locator(".live-responses-table .response-col_description .highlight-code");
    }

    private static Locator button(Locator form, String name) {
        return form.locator("button", new Locator.LocatorOptions().setHasText(name));
    }

    private String started(String uri) {
        var answer = context.request().post("http://localhost:" + port + "/jobs?uri=" + uri);
        return answer.text().replaceFirst("(?s).*?\"id\" ?: ?\"([^\"]+)\".*", "$1");
    }

    private void cancel(String id) {
        context.request().delete("http://localhost:" + port + "/jobs/" + id);
    }

    private boolean isRunning(String id) {
        return ask("/jobs/" + id).contains("\"state\":\"running\"");
    }

    @Test
    void showsEventsAsTheyComeUntilTheEnd() {
        String id = started("sample:trips?rate=50kB");
        var form = followForm(id);
        expect(button(form, "Stop")).hasCount(0);
        button(form, "Execute").click();
        expect(shown(form)).containsText(SNAPSHOT);
        assertThat(isRunning(id)).isTrue();
        expect(button(form, "Stop")).isVisible();
        cancel(id);
        expect(shown(form)).containsText(DONE);
        expect(button(form, "Stop")).hasCount(0);
        expect(form.locator(".live-responses-table .response-col_status").last())
                .containsText("200");
    }

    @Test
    void stopsWhenItIsTold() {
        String id = started("sample:trips?rate=50kB");
        var form = followForm(id);
        button(form, "Execute").click();
        expect(shown(form)).containsText(SNAPSHOT);
        button(form, "Stop").click();
        expect(shown(form)).containsText(Pattern.compile(": stopped"));
        expect(button(form, "Stop")).hasCount(0);
        assertThat(isRunning(id)).isTrue();
        button(form, "Execute").click();
        expect(button(form, "Stop")).isVisible();
        expect(shown(form)).not().containsText(Pattern.compile(": stopped"));
        button(form, "Clear").click();
        expect(button(form, "Stop")).hasCount(0);
        expect(shown(form)).hasCount(0);
        cancel(id);
    }

    @Test
    void showsProblemsAndOtherOperationsAsEver() {
        var form = followForm("01a20703-394c-7e23-889f-6da77615fe97");
        button(form, "Execute").click();
        expect(form.locator(".live-responses-table")).containsText("404");
        expect(shown(form)).containsText("there is no job");
        page.navigate("/swagger-ui/index.html#/Choices/listModes");
        page.reload();
        var modes = page.locator("#operations-Choices-listModes");
        modes.getByText("Try it out").click();
        button(modes, "Execute").click();
        expect(shown(modes)).containsText("sequential");
    }

    @Test
    void pageKeepsItsPolicyAndItsOtherFiles() {
        var start = ask("/swagger-ui/swagger-initializer.js");
        assertThat(start).contains("const InterimStreams", "/v3/api-docs");
        var headers = page.navigate("/swagger-ui/index.html").headers();
        assertThat(headers.get("content-security-policy"))
                .contains("default-src 'none'", "script-src 'self';", "connect-src 'self'");
        expect(page.getByText("Start a job", new Page.GetByTextOptions().setExact(true)).first())
                .isVisible();
    }
}
