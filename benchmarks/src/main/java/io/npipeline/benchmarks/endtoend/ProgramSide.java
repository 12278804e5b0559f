package io.npipeline.benchmarks.endtoend;

import io.npipeline.benchmarks.BenchmarkFailedException;
import io.npipeline.benchmarks.peer.PeerKind;
import io.npipeline.benchmarks.peer.PeerMain;
import io.npipeline.benchmarks.peer.PeerRound;
import io.npipeline.quickstart.environment.ProgramProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A program outside Connect. It is told of rounds over a connection of the loopback interface, and ends with it. */
final class ProgramSide implements Side {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final String name;
    private final String bootstrapServers;
    private final ProgramProcess process;
    private final Socket connection;
    private final PrintWriter orders;

    private ProgramSide(String name, String bootstrapServers, ProgramProcess process, Socket connection)
            throws IOException {
        this.name = name;
        this.bootstrapServers = bootstrapServers;
        this.process = process;
        this.connection = connection;
        this.orders = new PrintWriter(connection.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    static ProgramSide start(
            String name, PeerKind kind, String bootstrapServers, List<String> jvmFlags, Path directory) {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout((int) START_LIMIT.toMillis());
            ProgramProcess process = ProgramProcess.start(
                    name,
                    PeerMain.class,
                    List.of(kind.name(), Integer.toString(server.getLocalPort())),
                    jvmFlags,
                    directory);
            try {
                return new ProgramSide(name, bootstrapServers, process, server.accept());
            } catch (IOException e) {
                process.close();
                throw e;
            }
        } catch (IOException e) {
            throw new BenchmarkFailedException(name + " did not start, see the log in " + directory, e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void begin(Round round) {
        orders.println(new PeerRound(
                        bootstrapServers,
                        round.content().topic(),
                        round.name(),
                        round.content().records(),
                        round.directory(),
                        round.work().millis(),
                        round.work().concurrency())
                .line());
    }

    @Override
    public void end() {
        orders.println(PeerRound.END);
    }

    @Override
    public Optional<String> failure() {
        return process.isAlive() ? Optional.empty() : Optional.of(name + " has ended, see " + process.log());
    }

    @Override
    public void close() {
        try (connection) {
            orders.close();
        } catch (IOException e) {
            throw new BenchmarkFailedException("The connection to " + name + " could not be closed", e);
        } finally {
            process.close();
        }
    }
}
