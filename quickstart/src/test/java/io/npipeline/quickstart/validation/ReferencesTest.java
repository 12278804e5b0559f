package io.npipeline.quickstart.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencesTest {

    private final References references = new References(Map.of("HOST", "broker-1", "SECRET", "kept-by-me"));

    @Test
    void whatThisMachineHasIsFilledInAlsoWithinATextAndTwice(@TempDir Path folder) throws IOException {
        Path secrets = Files.writeString(folder.resolve("s.properties"), "password=from-a-file\n");

        FilledSettings filled = references.fill(Map.of(
                "brokers", "${env:HOST}:9092,${env:HOST}:9093",
                "password", "${file:" + secrets + ":password}",
                "plain", "$HOME {env:HOST}"));

        assertThat(filled.values())
                .containsEntry("brokers", "broker-1:9092,broker-1:9093")
                .containsEntry("password", "from-a-file")
                .containsEntry("plain", "$HOME {env:HOST}");
        assertThat(filled.given()).containsOnlyKeys("brokers", "password");
        assertThat(filled.open()).isEmpty();
    }

    @Test
    void whatItHasNotIsLeftAndNamed() {
        FilledSettings filled = references.fill(Map.of(
                "a", "${env:NOBODY}/${env:HOST}",
                "b", "${file:/no/such/file:key}",
                "c", "${vault:secret:key}"));

        assertThat(filled.values())
                .containsEntry("a", "${env:NOBODY}/broker-1")
                .containsEntry("b", "${file:/no/such/file:key}")
                .containsEntry("c", "${vault:secret:key}");
        assertThat(filled.open())
                .containsEntry("a", "${env:NOBODY} has no value here")
                .containsEntry("b", "${file:/no/such/file:key} cannot be read here")
                .containsEntry("c", "${vault:secret:key} has no value here");
    }

    @Test
    void noMessageShowsWhatAReferenceStandsFor() {
        FilledSettings filled = references.fill(Map.of("login", "user:${env:SECRET}"));

        assertThat(filled.withoutSecrets("Invalid value user:kept-by-me for configuration login"))
                .isEqualTo("Invalid value user:${env:SECRET} for configuration login");
        assertThat(filled.toString()).doesNotContain("kept-by-me");
    }

    @Test
    void norOnlyAPartOfAValueOrOneWithoutTheBlanksAroundIt() {
        FilledSettings filled = new References(Map.of("SECRET", "kept-by-me", "LIST", " first-of-mine\n"))
                .fill(Map.of("login", "user:${env:SECRET}", "list", "${env:LIST}"));

        assertThat(filled.withoutSecrets("no user has kept-by-me")).isEqualTo("no user has ${env:SECRET}");
        assertThat(filled.withoutSecrets("Invalid value first-of-mine for configuration list"))
                .isEqualTo("Invalid value ${env:LIST} for configuration list");
    }
}
