package io.npipeline.integration.environment;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One direction of a connection: a thread that reads, and one that writes what was read when its time has come. */
final class Pump {

    /** No bytes stand for the end. */
    private record Chunk(ByteBuffer bytes, long dueNanos) {}

    private static final int CHUNK = 64 * 1024;

    private final Socket from;
    private final Socket to;
    private final Line line;
    private final int epoch;
    private final Runnable end;
    private final BlockingQueue<Chunk> onTheWay = new LinkedBlockingQueue<>();

    private Pump(Socket from, Socket to, Line line, int epoch, Runnable end) {
        this.from = from;
        this.to = to;
        this.line = line;
        this.epoch = epoch;
        this.end = end;
    }

    /**
     * @param epoch of the connection
     * @param end closes both sides
     */
    static void start(Socket from, Socket to, Line line, int epoch, Runnable end, Executor threads) {
        Pump pump = new Pump(from, to, line, epoch, end);
        threads.execute(pump::read);
        threads.execute(pump::write);
    }

    private void read() {
        byte[] buffer = new byte[CHUNK];
        int count = 0;
        while (count >= 0) {
            try {
                InputStream in = from.getInputStream();
                count = in.read(buffer);
            } catch (IOException e) {
                count = -1;
            }
            ByteBuffer bytes = ByteBuffer.wrap(Arrays.copyOf(buffer, Math.max(count, 0)));
            onTheWay.add(new Chunk(bytes, System.nanoTime() + line.delay().toNanos()));
        }
    }

    private void write() {
        try {
            Chunk next = onTheWay.take();
            while (next.bytes().hasRemaining()) {
                TimeUnit.NANOSECONDS.sleep(next.dueNanos() - System.nanoTime());
                if (line.carries(epoch)) {
                    to.getOutputStream().write(next.bytes().array());
                }
                next = onTheWay.take();
            }
        } catch (IOException e) {
            // the other side is gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (line.carries(epoch)) {
            end.run();
        }
    }
}
