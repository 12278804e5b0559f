package io.npipeline.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.npipeline.integration.environment.PluginArchive;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What the archive holds, by the rules of Confluent Hub and of the licenses of what it bundles. */
class ArchiveIT {

    private static final String VERSION = System.getProperty("project.version");
    private static final String TOP = "npipeline-kafka-connect-" + VERSION + "/";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void nameAndLayoutAreThoseOfAComponentOfTheHub() throws IOException {
        JsonNode manifest = JSON.readTree(read("manifest.json"));
        String name = manifest.path("owner").path("username").asText() + "-"
                + manifest.path("name").asText() + "-"
                + manifest.path("version").asText();

        assertThat(PluginArchive.file().getFileName()).hasToString(name + ".zip");
        assertThat(manifest.path("owner").path("username").asText()).matches("[a-z0-9_]{2,255}");
        assertThat(manifest.path("version").asText()).isEqualTo(VERSION);
        assertThat(manifest.path("component_types"))
                .extracting(JsonNode::asText)
                .containsExactly("sink", "source");
        assertThat(manifest.path("title").asText()).isNotEmpty();
        assertThat(manifest.path("description").asText()).isNotEmpty();
        assertThat(entries()).isNotEmpty().allMatch(entry -> entry.startsWith(name + "/"));
        assertThat(entries().stream()
                        .map(entry -> entry.substring(TOP.length()))
                        .filter(entry -> !entry.isEmpty())
                        .map(entry -> entry.contains("/") ? entry.substring(0, entry.indexOf('/') + 1) : entry))
                .containsOnly("lib/", "doc/", "etc/", "manifest.json");
    }

    @Test
    void theJarsAreThoseOfTheFolderThatAllOtherTestsRun() throws IOException {
        try (Stream<Path> folder = Files.list(Path.of(System.getProperty("plugin.folder")))) {
            assertThat(jars())
                    .containsExactlyInAnyOrderElementsOf(
                            folder.map(file -> file.getFileName().toString())
                                    .filter(name -> name.endsWith(".jar"))
                                    .toList());
        }
    }

    @Test
    void theBillOfMaterialsNamesEveryJarWithItsDigestAndLicense() throws IOException {
        JsonNode bill = JSON.readTree(read("doc/npipeline-kafka-connect.cdx.json"));
        Set<String> components = new TreeSet<>();
        bill.path("components").forEach(component -> {
            components.add(component.path("name").asText() + "-"
                    + component.path("version").asText() + ".jar");
            assertThat(component.path("hashes"))
                    .as(component.path("name").asText())
                    .isNotEmpty();
            assertThat(component.path("licenses"))
                    .as(component.path("name").asText())
                    .isNotEmpty();
        });

        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(components).isEqualTo(new TreeSet<>(jars()));
    }

    @Test
    void everyLibraryIsListedWithItsLicenseAndItsTextsAreThere() throws IOException {
        String list = read("doc/THIRD-PARTY.txt");
        List<String> libraries =
                jars().stream().filter(jar -> !jar.startsWith("npipeline-")).toList();

        assertThat(libraries).isNotEmpty().allSatisfy(jar -> {
            String artifact = jar.substring(0, jar.lastIndexOf('-'));
            assertThat(list).containsPattern("\\(.*(Apache|MIT|Public Domain|BSD).*\\).*:" + artifact + ":");
            assertThat(entries())
                    .anyMatch(entry -> entry.startsWith(TOP + "doc/licenses/" + artifact) && entry.contains("LICENSE"));
        });
        assertThat(read("doc/LICENSE"))
                .isEqualTo(Files.readString(Path.of(System.getProperty("project.root"), "LICENSE")));
    }

    @Test
    void linksOfTheFirstPageStayWithinTheArchive() throws IOException {
        assertThat(entries())
                .contains(TOP + "doc/README.md", TOP + "doc/deploying.md", TOP + "doc/compatibility.md")
                .contains(TOP + "etc/worker.properties", TOP + "etc/orders-relay.json");
        assertThat(Pattern.compile("\\]\\(([^)]+)\\)")
                        .matcher(read("doc/README.md"))
                        .results())
                .isNotEmpty()
                .allMatch(link -> entries().contains(TOP + "doc/" + link.group(1)));
    }

    private static List<String> jars() {
        return entries().stream()
                .filter(entry -> entry.startsWith(TOP + "lib/") && entry.endsWith(".jar"))
                .map(entry -> entry.substring((TOP + "lib/").length()))
                .toList();
    }

    private static Set<String> entries() {
        try (ZipFile zip = new ZipFile(PluginArchive.file().toFile())) {
            return Collections.list(zip.entries()).stream()
                    .map(entry -> entry.getName())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String file) throws IOException {
        try (ZipFile zip = new ZipFile(PluginArchive.file().toFile());
                InputStream content = zip.getInputStream(Objects.requireNonNull(zip.getEntry(TOP + file), file))) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
