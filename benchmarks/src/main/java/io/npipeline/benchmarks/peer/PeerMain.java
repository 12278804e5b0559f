package io.npipeline.benchmarks.peer;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Runs rounds of one {@link PeerKind} as it is told over a connection, until that is closed. */
public final class PeerMain {

    private PeerMain() {}

    /**
     * Connects and runs rounds.
     *
     * @param arguments the kind, and the port of the loopback interface to connect to
     */
    public static void main(String[] arguments) throws Exception {
        PeerKind kind = PeerKind.valueOf(arguments[0]);
        try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1]));
                BufferedReader orders = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                run(kind, PeerRound.parse(order), orders);
            }
        }
    }

    private static void run(PeerKind kind, PeerRound round, BufferedReader orders) throws Exception {
        try (AutoCloseable running = kind.begin(round)) {
            String order = orders.readLine();
            if (order != null && !order.equals(PeerRound.END)) {
                throw new IllegalStateException("Told \"" + order + "\" while " + running + " runs");
            }
        }
    }
}
