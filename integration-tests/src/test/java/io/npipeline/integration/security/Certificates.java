package io.npipeline.integration.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The certificate of a broker on the loopback interface, made by the JDK's own tool.
 *
 * @param keyStore the broker's
 * @param trustStore its clients'
 */
record Certificates(Path keyStore, Path trustStore) {

    static final String TYPE = "PKCS12";

    /** Makes the stores in a folder that is created. */
    static Certificates create(Path folder, String keyStorePassword, String trustStorePassword) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Certificates made = new Certificates(folder.resolve("broker.p12"), folder.resolve("trusted.p12"));
        Path certificate = folder.resolve("broker.pem");
        List<String> keyStore =
                List.of("-storetype", TYPE, "-keystore", made.keyStore.toString(), "-storepass", keyStorePassword);
        List<String> trustStore =
                List.of("-storetype", TYPE, "-keystore", made.trustStore.toString(), "-storepass", trustStorePassword);
        List<String> file = List.of("-alias", "broker", "-file", certificate.toString());
        keytool(
                keyStore,
                List.of("-genkeypair", "-alias", "broker", "-keyalg", "EC", "-dname", "CN=broker"),
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
