package io.npipeline.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.quickstart.environment.FolderTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** Writes jars of classes that are on no class path. */
public final class PluginJar {

    private PluginJar() {}

    /** Compiles a class, with all that the tests see, into a jar with nothing else in it. */
    public static Path write(Path jar, String className, String source) throws IOException {
        Files.createDirectories(jar.toAbsolutePath().getParent());
        // Not beside the jar: a folder of classes in a plugin.path is a plugin.
        Path work = Files.createTempDirectory("compiled");
        try {
            compile(work, className, source);
            String entry = className.replace('.', '/') + ".class";
            try (OutputStream content = Files.newOutputStream(jar);
                    JarOutputStream classes = new JarOutputStream(content)) {
                classes.putNextEntry(new JarEntry(entry));
                Files.copy(work.resolve(entry), classes);
                classes.closeEntry();
            }
            return jar;
        } finally {
            FolderTree.delete(work);
        }
    }

    private static void compile(Path work, String className, String source) throws IOException {
        Path file = work.resolve(className.substring(className.lastIndexOf('.') + 1) + ".java");
        Files.writeString(file, source);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        said,
                        said,
                        "-proc:none",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "-d",
                        work.toString(),
                        file.toString());
        assertThat(code).as(said.toString(StandardCharsets.UTF_8)).isZero();
    }
}
