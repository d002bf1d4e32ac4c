package dev.interim.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.interim.fixture.LoopbackServer.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The three ways to start a job on the page, and what is seen of it until its end.
class StartPageTest extends LivePage {
    private static final String CSV =
            IntStream.rangeClosed(1, 1_000)
                    .mapToObj(i -> i + ",city-" + i % 7)
                    .collect(Collectors.joining("\n", "amount,city\n", "\n"));

    @Test
    void byAddress() {
        DATA.on("/amounts.csv", Reply.of(CSV.getBytes(StandardCharsets.UTF_8)));
        start(DATA.uri("/amounts.csv"));
        expect(state()).hasText("succeeded");
        expect(page.locator("h1")).hasText("amounts.csv");
        expect(page.locator(".progress-line")).containsText("1,000 rows");
        expect(number("amount", "Mean")).hasText("500.5");
        expect(number("city", "Distinct values")).hasText("7");
    }

    @Test
    void bySampleWithNumbersThatMoveAndThenDoNot() {
        open("/");
        page.getByText("Taxi trips, as over a slow link").click();
        jobOnView();
        var mean = number("fare", "Mean");
        expect(mean).hasClass("number moving");
        String early = mean.textContent();
        expect(mean).not().hasText(early);
        expect(state()).hasText("running");
        expect(state()).hasText("succeeded");
        expect(mean).hasClass("number final");
        expect(mean).hasText("2.15398");
        expect(page.locator(".progress-line .share")).hasText("100 %");
    }

    @Test
    void byDroppedFileWhoseStatisticsAppearWhileItIsSent() {
        int rows = 60_000;
        open("/");
        var slowly = context.newCDPSession(page);
        slowly.send("Network.enable");
        var limits = new JsonObject();
        limits.addProperty("offline", false);
        limits.addProperty("latency", 0);
        limits.addProperty("downloadThroughput", -1);
        limits.addProperty("uploadThroughput", 300_000);
        slowly.send("Network.emulateNetworkConditions", limits);
        drop("dropped file.csv", rows);
        jobOnView();
        expect(page.locator("h1")).hasText("dropped file.csv");
        expect(page.getByText("Uploading dropped file.csv")).isVisible();
        expect(number("amount", "Minimum")).hasText("1");
        assertThat(page.getByText("Uploading dropped file.csv").isVisible()).isTrue();
        assertThat(state().textContent()).isEqualTo("running");
        expect(state()).hasText("succeeded");
        expect(page.locator(".progress-line")).containsText("60,000 rows");
        expect(page.getByText("Uploading dropped file.csv")).not().isVisible();
    }

    private void drop(String name, int rows) {
        JSHandle transfer =
                page.evaluateHandle(
                        """
                        ([name, rows]) => {
                            const lines = Array.from({ length: rows }, (_, i) => `${i + 1},x${i % 5}`);
                            const transfer = new DataTransfer();
                            transfer.items.add(new File([`amount,kind\\n${lines.join("\\n")}\\n`], name, { type: "text/csv" }));
                            return transfer;
                        }\
                        """,
                        new Object[] {name, rows});
        page.locator(".drop").dispatchEvent("drop", Map.of("dataTransfer", transfer));
    }

    @Test
    void byChosenFileThatCallsItselfJson() {
        open("/");
        page.locator("#file")
                .setInputFiles(
                        new FilePayload(
                                "small.json",
                                "application/json",
                                "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)));
        jobOnView();
        expect(state()).hasText("succeeded");
        expect(number("b", "Maximum")).hasText("2");
    }

    @Test
    void curlLineSaysTheSame() {
        open("/");
        page.getByText("Statistics, columns, priority, limits").click();
        page.getByLabel("Address of a dataset").fill("http://a.b/it's?x=1&y=2");
        page.locator("input[value=concurrent]").check();
        page.getByLabel("Priority").selectOption("batch");
        page.getByLabel("End after rows").fill("1000");
        expect(page.locator("#curl"))
                .hasText(
                        "curl -X POST 'http://localhost:"
                                + port
                                + "/jobs?mode=concurrent&uri=http://a.b/it%27s%3Fx%3D1%26y%3D2&priority=batch&maxRows=1000'");
    }

    @Test
    void whatIsRefusedIsSaidInWordsWithWhatToDo() {
        open("/");
        page.getByLabel("Address of a dataset").fill("gopher://a.b/c");
        button("Start").click();
        expect(page.getByRole(AriaRole.ALERT)).containsText("unknown scheme gopher");
        expect(page.getByRole(AriaRole.ALERT)).containsText("Change what you asked for");
    }

    @Test
    void whatFailsLaterIsSaidInWordsToo() {
        start(DATA.uri("/nothing-here"));
        expect(state()).hasText("failed");
        expect(page.getByRole(AriaRole.ALERT)).containsText("404");
    }

    @Test
    void columnsAreFoundAndSorted() {
        start("sample:trips");
        expect(state()).hasText("succeeded");
        expect(page.locator(".card")).hasCount(14);
        page.getByLabel("Find a column").fill("station");
        expect(page.locator(".card:visible")).hasCount(2);
        page.getByLabel("Find a column").fill("");
        page.getByLabel("Sort by").selectOption("mean");
        expect(page.locator(".card h3").first()).hasText("id");
        page.getByLabel("Sort by").selectOption("name");
        expect(page.locator(".card h3").first()).hasText("code");
    }

    @Test
    void aColumnTellsHowItsNumbersSettled() {
        start("sample:trips?rate=4MB");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("fare")).click();
        expect(page.locator("h2")).hasText("fare");
        button("History of mean").click();
        Locator line = page.locator(".history:visible path.line");
        expect(line).hasAttribute("d", Pattern.compile("M.+L.+"));
        String early = line.getAttribute("d");
        await().until(() -> !early.equals(line.getAttribute("d")));
        expect(state()).hasText("succeeded");
        expect(page.locator(".history:visible .ends")).containsText("now 2.15");
    }
}
