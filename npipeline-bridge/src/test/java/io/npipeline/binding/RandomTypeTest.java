package io.npipeline.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values of random types, which are compiled for it: each form, and a converter behind the Struct, gives them back. */
class RandomTypeTest {

    private static final int TYPES = 60;
    private static final int VALUES_PER_TYPE = 40;

    private final long seed = Long.getLong("npipeline.test.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void everyTypeIsReadBack(@TempDir Path classes) throws Exception {
        System.out.println("RandomTypeTest runs with -Dnpipeline.test.seed=" + seed);
        RandomTypes types = new RandomTypes(random);
        compile(types.source(TYPES), classes);
        checkBodies(types, classes);
    }

    /** A class may have more properties than a method may have parameters, other than a record. */
    @Test
    void aClassWithHundredsOfPropertiesIsReadBack(@TempDir Path classes) throws Exception {
        System.out.println("RandomTypeTest runs with -Dnpipeline.test.seed=" + seed);
        RandomTypes types = new RandomTypes(random);
        compile(types.sourceOfWideClass(300), classes);
        checkBodies(types, classes);
    }

    private void checkBodies(RandomTypes types, Path classes) throws Exception {
        RandomValues values = new RandomValues(random);
        try (URLClassLoader loader = new URLClassLoader(
                        new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
                JsonConverter converter = new JsonConverter()) {
            converter.configure(Map.of("converter.type", "value"));
            for (String name : types.bodies()) {
                check(loader.loadClass("fuzz.Types$" + name), values, converter);
            }
        }
    }

    private <T> void check(Class<T> type, RandomValues values, JsonConverter converter) throws Exception {
        BodyReader<T> reader = BodyReader.of(type);
        for (BodyForm form : BodyForm.values()) {
            BodyWriter<T> writer = BodyWriter.of(type, form);
            for (int i = 0; i < VALUES_PER_TYPE; i++) {
                T original = type.cast(values.object(type));
                SchemaAndValue written = writer.write(original);
                assertThat(reader.read(written.schema(), written.value()))
                        .as("%s of seed %d in form %s", type, seed, form)
                        .isEqualTo(original);
                if (written.value() instanceof Struct struct) {
                    struct.validate();
                    byte[] json = converter.fromConnectData("topic", written.schema(), struct);
                    SchemaAndValue converted = converter.toConnectData("topic", json);
                    assertThat(reader.read(converted.schema(), converted.value()))
                            .as("%s of seed %d through %s", type, seed, converter)
                            .isEqualTo(original);
                }
            }
        }
    }

    private static void compile(String source, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter output = new StringWriter();
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///fuzz/Types.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options =
                List.of("-d", classes.toString(), "-proc:none", "-classpath", System.getProperty("java.class.path"));
        boolean compiled = compiler.getTask(output, null, null, options, null, List.of(file))
                .call();
        assertThat(compiled).as(output + source).isTrue();
    }
}
