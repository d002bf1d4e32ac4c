package dev.interim.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What the browser is told that our pages may do.
class PolicyTest extends LivePage {
    @Test
    void thePageMayUseItsOwnFilesOnly() {
        var headers = page.navigate("/").headers();
        assertThat(headers.get("content-security-policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
                .contains("frame-ancestors 'none'", "require-trusted-types-for 'script'")
                .doesNotContain("unsafe", "*", "http:", "https:", "data:");
        assertThat(headers)
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("referrer-policy", "no-referrer");
    }

    @Test
    void soMayAnswersThatAreNoPages() {
        assertThat(page.navigate("/jobs").headers().get("content-security-policy"))
                .contains("default-src 'none'");
        assertThat(page.navigate("/nothing-here").headers().get("content-security-policy"))
                .contains("default-src 'none'");
    }

    @Test
    void theBrowserTurnsNoTextIntoMarkup() {
        open("/");
        assertThat(
                        page.evaluate(
                                """
                                () => {
                                    try {
                                        document.body.innerHTML = "<b>x</b>";
                                        return "made";
                                    } catch (refused) {
                                        return refused.name;
                                    }
                                }\
                                """))
                .isEqualTo("TypeError");
        forgetTroubles();
    }

    @Test
    void swaggerUiWorksUnderARuleOfItsOwn() {
        page.navigate("/swagger-ui.html");
        expect(page.getByText("Start a job").first()).isVisible();
        expect(page.locator(".opblock").first()).isVisible();
    }
}
