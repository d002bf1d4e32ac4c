package dev.interim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The manifests are what Kubernetes understands, and give the service no right that it does not
/// need.
class KubernetesTest {
    private static final Path MANIFESTS = Path.of("deploy/kubernetes");
    private static final String LABELS = "/spec/template/metadata/labels";

    /// Twice ten seconds for each of three executors, ten for turns and ten for answers.
    private static final int LONGEST_STOP_SECONDS = 80;

    enum Manifest {
        DEPLOYMENT("deployment.yaml", "Deployment"),
        SERVICE("service.yaml", "Service"),
        NETWORK_POLICY("network-policy.yaml", "NetworkPolicy");

        private final String file;
        private final String kind;

        Manifest(String file, String kind) {
            this.file = file;
            this.kind = kind;
        }

        private String text() {
            return read(MANIFESTS.resolve(file));
        }

        private JsonNode tree() {
            return new JsonMapper().valueToTree(parsed(text()));
        }

        /// By a model of the official client, made from Kubernetes' own description of its
        /// interface: it refuses what is missing or not known, and a text, list or object where
        /// there is to be another of these; it does not look into numbers.
        private void check(String text) throws IOException {
            JsonElement manifest = new Gson().toJsonTree(parsed(text));
            switch (this) {
                case DEPLOYMENT -> V1Deployment.validateJsonElement(manifest);
                case SERVICE -> V1Service.validateJsonElement(manifest);
                case NETWORK_POLICY -> V1NetworkPolicy.validateJsonElement(manifest);
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, ?> parsed(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    @ParameterizedTest
    @EnumSource
    void isWhatKubernetesUnderstands(Manifest manifest) throws IOException {
        manifest.check(manifest.text());
        assertThat(manifest.tree().get("kind").asString()).isEqualTo(manifest.kind);
    }

    @Test
    void mistakesAreFound() {
        var manifest = Manifest.DEPLOYMENT;
        for (String mistake :
                List.of(
                        manifest.text().replace("readOnlyRootFilesystem", "readOnlyRootFileSystem"),
                        manifest.text().replace("selector:", "chooser:"),
                        manifest.text().replace("containers:", "container:"))) {
            assertThat(mistake).isNotEqualTo(manifest.text());
            assertThatThrownBy(() -> manifest.check(mistake))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void allOfThemAreApplied() throws IOException {
        Object applied = parsed(read(MANIFESTS.resolve("kustomization.yaml"))).get("resources");
        try (var files = Files.list(MANIFESTS)) {
            assertThat(files.map(it -> it.getFileName().toString()))
                    .filteredOn(it -> !it.equals("kustomization.yaml"))
                    .hasSize(Manifest.values().length)
                    .containsExactlyInAnyOrderElementsOf(
                            new JsonMapper()
                                    .<JsonNode>valueToTree(applied)
                                    .valueStream()
                                    .map(JsonNode::asString)
                                    .toList());
        }
    }

    @Test
    void serviceAndPolicyMeanThePodsOfTheDeployment() {
        var labels = Manifest.DEPLOYMENT.tree().at(LABELS);
        assertThat(labels).isNotEmpty();
        assertThat(Manifest.DEPLOYMENT.tree().at("/spec/selector/matchLabels")).isEqualTo(labels);
        assertThat(Manifest.SERVICE.tree().at("/spec/selector")).isEqualTo(labels);
        assertThat(Manifest.NETWORK_POLICY.tree().at("/spec/podSelector/matchLabels"))
                .isEqualTo(labels);
    }

    @Test
    void serviceHasNoRightsBeyondItsTask() {
        var pod = Manifest.DEPLOYMENT.tree().at("/spec/template/spec");
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(read(Path.of("Dockerfile")))
                .contains("USER " + pod.at("/securityContext/runAsUser").asString());
        assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
        var container = pod.at("/containers/0");
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(container.at("/securityContext/capabilities/drop/0").asString())
                .isEqualTo("ALL");
        assertThat(container.at("/resources/limits/memory").asString()).isNotEmpty();
    }

    /// Other pods reach it, so it asks everybody for a key, except for health and metrics, where
    /// the network lets only Prometheus in.
    @Test
    void onlyKnownCallersUseItAndOnlyPrometheusReadsMetrics() {
        var container = Manifest.DEPLOYMENT.tree().at("/spec/template/spec/containers/0");
        assertThat(setting(container, "SPRING_PROFILES_ACTIVE").split(",")).contains("server");
        assertThat(setting(container, "MANAGEMENT_SERVER_ADDRESS")).isEqualTo("0.0.0.0");
        assertThat(container.at("/envFrom/0/secretRef/optional").asBoolean(false)).isFalse();
        String secret = container.at("/envFrom/0/secretRef/name").asString();
        assertThat(read(MANIFESTS.resolve("kustomization.yaml")))
                .contains("secret generic " + secret + " ");
        assertThat(port(container, "management"))
                .isEqualTo(
                        new JsonMapper()
                                .<JsonNode>valueToTree(
                                        parsed(
                                                read(
                                                        Path.of(
                                                                "src/main/resources/application-server.yaml"))))
                                .at("/management/server/port")
                                .asInt());
        assertThat(Manifest.SERVICE.tree().at("/spec/ports"))
                .extracting(it -> it.get("targetPort").asString())
                .containsExactly("http", "management");
        for (JsonNode rule : Manifest.NETWORK_POLICY.tree().at("/spec/ingress")) {
            boolean isForPrometheus = rule.at("/from/0").has("namespaceSelector");
            assertThat(rule.get("from")).hasSize(1);
            assertThat(rule.get("ports"))
                    .extracting(it -> it.get("port").asString())
                    .containsExactly(isForPrometheus ? "management" : "http");
        }
    }

    private static String setting(JsonNode container, String name) {
        return container
                .get("env")
                .valueStream()
                .filter(it -> it.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow()
                .get("value")
                .asString();
    }

    private static int port(JsonNode container, String name) {
        return container
                .get("ports")
                .valueStream()
                .filter(it -> it.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow()
                .get("containerPort")
                .asInt();
    }

    @Test
    void isAskedForItsHealthAndGivenTimeToStop() {
        var pod = Manifest.DEPLOYMENT.tree().at("/spec/template/spec");
        assertThat(pod.get("terminationGracePeriodSeconds").asInt())
                .isGreaterThanOrEqualTo(LONGEST_STOP_SECONDS);
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(pod.at("/containers/0/" + probe + "/exec/command/0").asString())
                    .isEqualTo("/app/health");
        }
        assertThat(read(Path.of("Dockerfile"))).contains("deploy/health ./", "WORKDIR /app");
        assertThat(Files.isExecutable(Path.of("deploy/health"))).isTrue();
    }
}
