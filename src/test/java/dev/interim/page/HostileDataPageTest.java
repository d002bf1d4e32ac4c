package dev.interim.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.LoopbackServer.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Names and values that are markup and script are seen as what they are, and do nothing.
class HostileDataPageTest extends LivePage {
    private static final List<String> NAMES =
            List.of(
                    "<img src=x onerror=alert(1)>",
                    "<script>owned=1</script>",
                    "\"'><svg onload=alert(2)>",
                    "javascript:alert(3)",
                    "${alert(4)} {{7*7}}",
                    "</h3></article><style>*{display:none}</style>");

    @Test
    void isShownAsTextOnly() {
        String row =
                NAMES.stream().map(HostileDataPageTest::quoted).collect(Collectors.joining(","));
        String csv = row + "\n" + (row + "\n").repeat(20);
        DATA.on("/<b>.csv", Reply.of(csv.getBytes(StandardCharsets.UTF_8)));
        DATA.on("/%3Cb%3E.csv", Reply.of(csv.getBytes(StandardCharsets.UTF_8)));
        start(DATA.uri("/%3Cb%3E.csv"));
        expect(state()).hasText("succeeded");
        expect(page.locator("h1")).hasText("<b>.csv");
        expect(page.locator(".card")).hasCount(NAMES.size());
        for (int i = 0; i < NAMES.size(); i++) {
            expect(page.locator(".card h3").nth(i)).hasText(NAMES.get(i));
            expect(page.locator(".card").nth(i).locator(".value").first()).hasText(NAMES.get(i));
        }
        assertThat(nothingWasMade()).isTrue();
        for (int i = 0; i < NAMES.size(); i++) {
            page.evaluate(
                    "hash => { location.hash = hash; }",
                    page.url().replaceFirst(".*#(/jobs/[^/]+).*", "#$1") + "/columns/" + i);
            expect(page.locator("h2.column-name")).isVisible();
            expect(page.locator(".top-values li").first()).isVisible();
            assertThat(nothingWasMade()).isTrue();
        }
    }

    private boolean nothingWasMade() {
        return (Boolean)
                page.evaluate(
                        """
                        () => typeof owned === "undefined"
                            && document.querySelectorAll("main img, main script, main style, main [onerror], main [onload]").length === 0
                            && [...document.querySelectorAll("main a")].every(link => !link.href.startsWith("javascript:"))\
                        """);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
