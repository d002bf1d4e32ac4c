package dev.interim;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every property stands in `docs/configuration.md` with its default, and no other does.
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("docs/configuration.md");
    private static final Path METADATA =
            OurCode.folderOf(InterimApplication.class)
                    .resolve("META-INF/spring-configuration-metadata.json");
    private static final Pattern MENTION = Pattern.compile("`(interim\\.[\\w.\\[\\]<>-]+)[^`]*`");

    /// A property as a row of the page's tables: name and default first, then what is free.
    private record Property(String name, String type, String byDefault, String meaning) {

        String start() {
            return "| `%s` | %s |"
                    .formatted(name, byDefault.isEmpty() ? "–" : "`" + byDefault + "`");
        }

        String row() {
            return "%s %s |".formatted(start(), meaning.replaceAll("\\s+", " "));
        }

        /// A map's entries have names that only the operator knows.
        boolean isMentionedBy(String mention) {
            return mention.equals(name)
                    || (type.startsWith("java.util.") && mention.startsWith(name + "."));
        }
    }

    @Test
    void namesEveryPropertyWithItsDefault() throws IOException {
        String page = Files.readString(PAGE);
        List<Property> missing =
                properties().stream().filter(it -> !page.contains(it.start())).toList();
        assertThat(missing)
                .withFailMessage(() ->
                        "%s lacks these rows, or has them with another default. Paste:%n%n%s%n"
                                .formatted(
                                        PAGE,
                                        missing.stream().map(Property::row).collect(joining("\n"))))
                .isEmpty();
    }

    @Test
    void namesNoOtherProperty() throws IOException {
        List<Property> properties = properties();
        assertThat(MENTION.matcher(Files.readString(PAGE)).results().map(it -> it.group(1)))
                .allMatch(mention -> properties.stream().anyMatch(it -> it.isMentionedBy(mention)));
    }

    private static List<Property> properties() throws IOException {
        // The file is not written as long as there is no property.
        if (!Files.exists(METADATA)) {
            return List.of();
        }
        List<Property> properties = new ArrayList<>();
        for (JsonNode it : JsonMapper.shared().readTree(METADATA.toFile()).path("properties")) {
            properties.add(
                    new Property(
                            it.path("name").asString(),
                            it.path("type").asString(""),
                            text(it.path("defaultValue")),
                            it.path("description").asString("")));
        }
        properties.sort(Comparator.comparing(Property::name));
        return properties;
    }

    private static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.isMissingNode() ? "" : value.asString();
        }
        return value.valueStream().map(JsonNode::asString).collect(joining(", "));
    }
}
