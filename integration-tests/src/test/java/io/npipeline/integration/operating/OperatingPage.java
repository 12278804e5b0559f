package io.npipeline.integration.operating;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.integration.docs.Snippet;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The commands of docs/operating.md, as somebody types them who has a connector: with its name in the place of the page's, with
 * the worker's address, and in a shell. A request that the worker refuses fails the command.
 *
 * <p>Used by the thread of the tests.
 */
final class OperatingPage {

    private static final String PAGE = "docs/operating.md";
    private static final String CURL = "curl ";

    private final URI worker;
    private final Path folder;

    /**
     * @param folder an empty one, for the settings of curl
     */
    OperatingPage(URI worker, Path folder) throws IOException {
        this.worker = worker;
        this.folder = folder;
        Files.writeString(
                folder.resolve(".curlrc"), "silent\nshow-error\nfail-with-body\nmax-time = 60\nnoproxy = *\n");
    }

    /** The one command of the page that has all of these in it. */
    static String command(String... parts) {
        List<String> found = Snippet.of(PAGE).stream()
                .filter(snippet -> snippet.isIn("sh"))
                .flatMap(snippet -> snippet.text().lines())
                .filter(line -> line.startsWith(CURL) && List.of(parts).stream().allMatch(line::contains))
                .toList();
        assertThat(found).as("commands of %s with %s", PAGE, List.of(parts)).hasSize(1);
        return found.get(0);
    }

    /** Runs a command for a connector; returns what the worker answers. */
    String run(String command, String connector) {
        ProcessBuilder shell = new ProcessBuilder(
                        "bash",
                        "-c",
                        command.replace("localhost:8083", worker.getAuthority()).replace("NAME", connector))
                .redirectErrorStream(true);
        shell.environment().put("CURL_HOME", folder.toString());
        try {
            Process process = shell.start();
            process.getOutputStream().close();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor())
                    .as("exit code of %s, which said %s", command, answer)
                    .isZero();
            return answer;
        } catch (IOException e) {
            throw new AssertionError(command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(command, e);
        }
    }
}
