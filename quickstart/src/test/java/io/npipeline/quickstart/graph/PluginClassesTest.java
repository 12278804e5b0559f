package io.npipeline.quickstart.graph;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import io.npipeline.quickstart.PluginJar;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginClassesTest {

    private final Path folder;

    PluginClassesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aLibraryOfThePluginIsTakenBeforeTheLaunchersOwn() throws Exception {
        Path library = PluginJar.write(folder.resolve("plugin/fastcsv.jar"), CsvReader.class.getName(), """
                package de.siegmar.fastcsv.reader;
                public final class CsvReader {
                    public String version() { return "the plugin's"; }
                }
                """);

        try (PluginClasses classes = new PluginClasses(List.of(library))) {
            Object reader = classes.loadClass(CsvReader.class.getName())
                    .getConstructor()
                    .newInstance();
            assertThat(reader.getClass().getMethod("version").invoke(reader)).isEqualTo("the plugin's");
        }
    }

    @Test
    void whatKafkaProvidesIsTheWorkersAndWhatDrawsIsThereOnceMore() throws Exception {
        Path kafka = PluginJar.write(
                folder.resolve("plugin/kafka.jar"),
                ConfigDef.class.getName(),
                "package org.apache.kafka.common.config; public class ConfigDef {}");

        try (PluginClasses classes = new PluginClasses(List.of(kafka))) {
            assertThat(classes.loadClass(ConfigDef.class.getName())).isSameAs(ConfigDef.class);
            Class<?> drawing = classes.loadClass(PipelineDrawing.class.getName());
            assertThat(drawing).isNotSameAs(PipelineDrawing.class);
            assertThat(drawing.getClassLoader()).isSameAs(classes);
        }
    }
}
