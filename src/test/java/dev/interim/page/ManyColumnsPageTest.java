package dev.interim.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Five hundred columns, four snapshots a second: the page stays at hand.
class ManyColumnsPageTest extends LivePage {
    private static final int COLUMNS = 500;
    private static final int ROWS = 3_500;
    private static final int TRIES = 4;
    private static final long SEED = 7;

    /// How long a steady state is watched, in snapshots.
    private static final int WATCHED = 6;

    /// Counts what holds the page up for 50 ms or more, as the browser itself does.
    private static final String WATCH =
            """
            () => {
                window.longTasks = [];
                new PerformanceObserver(list => list.getEntries().forEach(task => window.longTasks.push(Math.round(task.duration))))
                    .observe({ type: "longtask" });
            }\
            """;

    /// A machine that others keep busy holds up any page: one quiet try out of a few is enough.
    @Test
    void updateWithoutHoldingThePageUp() throws IOException {
        Path file = wideTable();
        List<List<Integer>> tries = new ArrayList<>();
        for (int i = 0; i < TRIES; i++) {
            openTab(1440, 900, ColorScheme.LIGHT);
            tries.add(longTasks(file));
            if (tries.getLast().isEmpty()) {
                return;
            }
            System.out.println("long tasks in try " + (i + 1) + ", in ms: " + tries.getLast());
        }
        assertThat(tries).as("milliseconds of long tasks in each try").anyMatch(List::isEmpty);
    }

    /// Another tab sends the file slowly, so that only updating is measured here.
    private List<Integer> longTasks(Path file) {
        Page sender = context.newPage();
        sender.navigate("http://localhost:" + port + "/");
        slow(sender);
        sender.locator("#file").setInputFiles(file);
        sender.waitForURL("**/#/jobs/*");
        page.navigate(sender.url());
        // Seen from afar, the sender costs nothing.
        sender.evaluate("() => { document.getElementById('main').replaceChildren(); }");
        page.bringToFront();
        expect(page.locator(".card")).hasCount(COLUMNS);
        expect(page.locator(".card .number.moving").first()).isVisible();
        long before = rows();
        page.evaluate(WATCH);
        int changes = 0;
        for (long seen = before; changes < WATCHED; changes++) {
            long known = seen;
            page.waitForCondition(() -> rows() > known);
            seen = rows();
        }
        assertThat(page.locator(".head .chip").textContent()).isEqualTo("running");
        var found = new ArrayList<Integer>();
        ((List<?>) page.evaluate("longTasks")).forEach(length -> found.add((Integer) length));
        page.getByText("Cancel").click();
        expect(state()).hasText("cancelled");
        sender.close();
        return found;
    }

    /// The rows that the first card speaks of: its maximum, since it counts.
    private long rows() {
        return Long.parseLong(
                String.valueOf(
                                page.evaluate(
                                        "[...document.querySelectorAll('.card')][0].querySelectorAll('.number')[4].textContent"))
                        .replaceAll("[^0-9]", ""));
    }

    private void slow(Page sender) {
        var network = context.newCDPSession(sender);
        network.send("Network.enable");
        var limits = new JsonObject();
        limits.addProperty("offline", false);
        limits.addProperty("latency", 0);
        limits.addProperty("downloadThroughput", -1);
        limits.addProperty("uploadThroughput", 1_000_000);
        network.send("Network.emulateNetworkConditions", limits);
    }

    private static Path wideTable() throws IOException {
        var random = new Random(SEED);
        var csv = new StringBuilder();
        for (int column = 0; column < COLUMNS; column++) {
            csv.append(column == 0 ? "" : ",").append("column_").append(column);
        }
        for (int row = 1; row <= ROWS; row++) {
            csv.append('\n').append(row);
            for (int column = 1; column < COLUMNS; column++) {
                csv.append(',');
                if (column % 4 == 0) {
                    csv.append("kind-").append(random.nextInt(9));
                } else {
                    csv.append(random.nextInt(100_000) / 100.0);
                }
            }
        }
        Path file = Files.createTempFile("wide", ".csv");
        file.toFile().deleteOnExit();
        Files.writeString(file, csv.append('\n'));
        return file;
    }
}
