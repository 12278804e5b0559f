package io.npipeline.integration.environment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The documents in YAML that a page of the docs shows. */
public final class YamlBlocks {

    private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private YamlBlocks() {}

    /** Those of a page in their order; its path begins at the root of the project. */
    public static List<JsonNode> of(String page) throws IOException {
        String text = Files.readString(Path.of(System.getProperty("project.root"), page));
        List<JsonNode> documents = new ArrayList<>();
        for (String block : BLOCK.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList()) {
            try (MappingIterator<JsonNode> all =
                    new YAMLMapper().readerFor(JsonNode.class).readValues(block)) {
                all.forEachRemaining(documents::add);
            }
        }
        return documents;
    }
}
