package io.npipeline.integration.environment;

import io.npipeline.quickstart.environment.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A bad network between two processes on the loopback interface.
 *
 * <p>A cut is a black hole, with no word to either side: of the connections there are, every byte is swallowed, and what one
 * side closes the other does not learn of. New connections are taken and nothing is done with them until the cut is over, as
 * the system that makes them goes on trying. A connection that was there before a cut never works again.
 *
 * <p>Thread safe.
 */
public final class TcpProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final int targetPort = FreePort.find();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Line line = new Line();

    private TcpProxy(ServerSocket listener) {
        this.listener = listener;
    }

    /** Starts a proxy for a server that need not be there yet. */
    public static TcpProxy start() {
        try {
            TcpProxy proxy = new TcpProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            proxy.threads.execute(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where clients connect to, as {@code HOST:PORT}. */
    public String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** Where the server has to listen. */
    public int targetPort() {
        return targetPort;
    }

    /** Lets nothing through any more. */
    public void cut() {
        line.cut();
    }

    /** Ends the cut. Connections from before are reset, as by one who does not know them any more. */
    public void mend() {
        Set<Socket> before = Set.copyOf(open);
        line.mend();
        before.forEach(this::reset);
    }

    /**
     * Ends the cut. Connections from before go on swallowing, as at a firewall that does not know them any more: only the
     * time limits of both sides end them.
     */
    public void mendInSilence() {
        line.mend();
    }

    /** Holds back, from now on, everything for so long in each direction: a round trip takes twice that. */
    public void delay(Duration eachWay) {
        line.delay(eachWay);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                open.add(client);
                threads.execute(() -> connect(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void connect(Socket client) {
        try {
            int epoch = line.awaitOpen();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), targetPort);
            open.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Runnable end = () -> {
                reset(client);
                reset(server);
            };
            Pump.start(client, server, line, epoch, end, threads);
            Pump.start(server, client, line, epoch, end, threads);
        } catch (IOException e) {
            reset(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends a connection as the system does that of a process which is gone. */
    private void reset(Socket socket) {
        try (socket) {
            open.remove(socket);
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // it was closed
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
