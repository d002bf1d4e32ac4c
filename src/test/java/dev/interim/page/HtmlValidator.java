package dev.interim.page;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The Nu HTML checker, in a class loader of its own: it needs another Jetty than the service.
final class HtmlValidator implements AutoCloseable {
    private static final String TYPE = "nu.validator.client.EmbeddedValidator";

    private final URLClassLoader classes;

    /// Takes the jars that the build has put aside.
    HtmlValidator() {
        String directory = System.getProperty("interim.html-validator", "target/html-validator");
        try (var jars = Files.list(Path.of(directory))) {
            URL[] urls = jars.map(HtmlValidator::url).toArray(URL[]::new);
            classes = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
        } catch (IOException e) {
            throw new UncheckedIOException("no HTML checker: run the tests with Maven", e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    /// What is wrong with a document.
    List<String> errors(String html) {
        try {
            var type = Class.forName(TYPE, true, classes);
            var validator = type.getDeclaredConstructor().newInstance();
            var document = new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8));
            var answer = type.getMethod("validate", InputStream.class).invoke(validator, document);
            return new JsonMapper()
                    .readTree(String.valueOf(answer))
                    .get("messages")
                    .valueStream()
                    .filter(message -> message.get("type").asString().equals("error"))
                    .map(HtmlValidator::sentence)
                    .toList();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the HTML checker is another one than expected", e);
        }
    }

    private static String sentence(JsonNode message) {
        return message.get("message").asString() + ": " + message.path("extract").asString("");
    }

    @Override
    public void close() throws IOException {
        classes.close();
    }
}
