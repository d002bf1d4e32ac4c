package dev.interim.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;

/// What the buttons of a job do.
class SteeringPageTest extends LivePage {
    private static final String SLOW = "sample:trips?rate=300kB";

    @Test
    void pausesStandsStillAndResumes() {
        String job = start(SLOW);
        expect(number("fare", "Mean")).isVisible();
        button("Pause").click();
        expect(state()).hasText("paused");
        assertThat(ask("/jobs/" + job)).contains("\"state\":\"paused\"");
        await().until(() -> ask("/jobs/" + job), before -> before.equals(ask("/jobs/" + job)));
        String rows = line().textContent();
        assertThat(rows).doesNotContain("left");
        button("Resume").click();
        expect(state()).hasText("running");
        expect(line()).not().hasText(rows);
        button("Cancel").click();
        expect(state()).hasText("cancelled");
    }

    @Test
    void switchesModeAndPriority() {
        String job = start(SLOW);
        expect(state()).hasText("running");
        mode("concurrent").check();
        await().until(() -> ask("/jobs/" + job).contains("\"mode\":\"concurrent\""));
        expect(page.locator(".head")).containsText("on turns");
        page.getByLabel("Priority").selectOption("interactive");
        await().until(() -> ask("/jobs/" + job).contains("\"priority\":\"interactive\""));
        mode("sequential").check();
        await().until(() -> ask("/jobs/" + job).contains("\"mode\":\"sequential\""));
        button("Cancel").click();
        expect(state()).hasText("cancelled");
        expect(mode("sequential")).isDisabled();
    }

    @Test
    void goesOnInAnotherModeToTheSameEnd() {
        start("sample:trips?rate=3MB");
        expect(number("fare", "Mean")).isVisible();
        mode("concurrent").check();
        expect(state()).hasText("succeeded");
        expect(number("fare", "Mean")).hasText("2.15398");
    }

    @Test
    void startsAgainAndForgets() {
        String first = start("sample:trips");
        expect(state()).hasText("succeeded");
        button("Start it again").click();
        page.waitForURL(url -> !url.contains(first));
        String second = jobOnView();
        expect(state()).hasText("succeeded");
        button("Forget it").click();
        page.waitForURL("**/#/jobs");
        expect(page.locator("a[href='#/jobs/" + first + "']")).isVisible();
        expect(page.locator("a[href='#/jobs/" + second + "']")).hasCount(0);
    }

    @Test
    void limitsLeaveNumbersOfWhatWasSeen() {
        open("/");
        page.getByText("Statistics, columns, priority, limits").click();
        page.getByLabel("End after rows").fill("2000");
        page.getByLabel("Address of a dataset").fill("sample:trips");
        page.keyboard().press("Enter");
        jobOnView();
        expect(state()).hasText("succeeded");
        expect(line()).containsText("2,000 rows");
        expect(line()).containsText("numbers speak of the rows seen, not of all");
    }

    @Test
    void sequentialSaysWhyNothingIsSeen() {
        open("/");
        page.locator("input[value=sequential]").check();
        page.getByLabel("Address of a dataset").fill(SLOW);
        page.keyboard().press("Enter");
        jobOnView();
        expect(page.getByText("there is no result before the end")).isVisible();
        mode("parallel").check();
        expect(number("fare", "Mean")).isVisible();
        button("Cancel").click();
        expect(state()).hasText("cancelled");
    }

    @Test
    void keyboardIsEnough() {
        open("/");
        page.getByLabel("Address of a dataset").focus();
        page.keyboard().type("sample:trips?rate=300kB");
        page.keyboard().press("Enter");
        jobOnView();
        expect(state()).hasText("running");
        assertThat(page.evaluate("document.activeElement.id")).isEqualTo("main");
        page.keyboard().press("Tab");
        expect(button("Pause")).isFocused();
        page.keyboard().press("Enter");
        expect(state()).hasText("paused");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        expect(state()).hasText("cancelled");
    }

    private Locator line() {
        return page.locator(".progress-line");
    }

    private Locator mode(String name) {
        return page.locator(".choice input[value=" + name + "]");
    }
}
