package dev.interim.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interim.fixture.NodeProject;
import dev.interim.fixture.SystemTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// The published description is good enough for the tools of others: linters find nothing, and a
/// client that is made of it compiles and works.
@Timeout(300)
class ApiClientTest extends LiveService {
    private NodeProject tools;
    private String description;

    @TempDir private Path scratch;

    @BeforeEach
    void prepare() throws IOException, InterruptedException {
        tools = NodeProject.named("api");
        description = get("/v3/api-docs").body();
    }

    private SystemTool.Answer lint(String description) throws IOException, InterruptedException {
        var file = Files.writeString(scratch.resolve("openapi.json"), description);
        return tools.runOn(file, "lint.mjs");
    }

    @Test
    void lintersFindNothing() throws IOException, InterruptedException {
        var answer = lint(description);
        assertThat(answer.text()).isEmpty();
        assertThat(answer.status()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"description\":\"A page of jobs\"', '\"text\":\"x\"', spectral oas3-schema",
        "'\"operationId\":\"getJob\"', '\"operationId\":\"listJobs\"', spectral operation-operationId-unique",
        "'\"security\":[{},{\"key\":[]},{\"token\":[]}],', '', redocly security-defined",
    })
    void lintersFindWhatIsPutIn(String before, String after, String found)
            throws IOException, InterruptedException {
        assertThat(description).contains(before);
        var answer = lint(description.replace(before, after));
        assertThat(answer.text()).contains(found);
        assertThat(answer.status()).isEqualTo(1);
    }

    @Test
    void clientMadeOfItCompilesAndWorks() throws IOException, InterruptedException {
        Files.writeString(tools.folder().resolve("openapi.json"), description);
        done("../node_modules/openapi-typescript/bin/cli.js", "openapi.json", "-o", "schema.d.ts");
        done("../node_modules/typescript/bin/tsc");
        var seen = JSON.readTree(done("out/client.js", "http://localhost:" + port));
        String id = seen.get("id").asString();
        assertThat(seen.get("again").asString()).isEqualTo(id);
        assertThat(seen.get("states"))
                .extracting(JsonNode::asString)
                .startsWith("queued")
                .endsWith("succeeded", "succeeded");
        var result = result(id);
        assertThat(seen.get("rows")).isEqualTo(result.get("rows"));
        assertThat(seen.get("mean"))
                .isEqualTo(
                        result.get("columns")
                                .valueStream()
                                .filter(column -> column.get("name").asString().equals("fare"))
                                .findFirst()
                                .orElseThrow()
                                .get("numeric")
                                .get("mean"));
        assertThat(seen.get("statusOfSame").asInt()).isEqualTo(304);
        assertThat(seen.get("refused").asString()).isEqualTo("conflict");
        assertThat(seen.get("newest")).isEqualTo(seen.get("uploaded")).isEqualTo(seen.get("next"));
        assertThat(result(seen.get("uploaded").asString()).get("rows").asInt()).isEqualTo(2);
    }

    private String done(String... arguments) throws IOException, InterruptedException {
        var answer = tools.run(arguments);
        assertThat(answer.status()).as(answer.text()).isZero();
        return answer.text();
    }
}
