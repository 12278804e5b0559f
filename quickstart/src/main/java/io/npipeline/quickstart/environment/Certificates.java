package io.npipeline.quickstart.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The certificate of a server on the loopback interface, made by the JDK's own tool.
 *
 * @param keyStore the server's
 * @param trustStore its clients'
 */
public record Certificates(Path keyStore, Path trustStore) {

    /** Of both stores. */
    public static final String TYPE = "PKCS12";

    /** Makes the stores in a folder that is created. */
    public static Certificates create(Path folder, String keyStorePassword, String trustStorePassword) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Certificates made = new Certificates(folder.resolve("server.p12"), folder.resolve("trusted.p12"));
        Path certificate = folder.resolve("server.pem");
        List<String> keyStore =
                List.of("-storetype", TYPE, "-keystore", made.keyStore.toString(), "-storepass", keyStorePassword);
        List<String> trustStore =
                List.of("-storetype", TYPE, "-keystore", made.trustStore.toString(), "-storepass", trustStorePassword);
        List<String> file = List.of("-alias", "server", "-file", certificate.toString());
        keytool(
                keyStore,
                List.of("-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=server"),
                List.of("-ext", "SAN=ip:127.0.0.1", "-validity", "2"));
        keytool(keyStore, List.of("-exportcert", "-rfc"), file);
        keytool(trustStore, List.of("-importcert", "-noprompt"), file);
        return made;
    }

    @SafeVarargs
    private static void keytool(List<String>... arguments) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        line.add("-J-XX:TieredStopAtLevel=1");
        for (List<String> some : arguments) {
            line.addAll(some);
        }
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool failed: " + output);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
