package io.tagstream.pipeline;

import io.tagstream.catalog.Suspicion;
import io.tagstream.photo.ContentHash;
import io.tagstream.photo.PhotoId;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Which photos are in native code right now, in a memory-mapped file with a slot for each decoding thread. Written without a system
 * call, and never forced to disk: the kernel keeps the pages of a process that dies, however it dies. What a machine that dies
 * forgets was not a picture's doing.
 *
 * <p>A lock, which ends with its process, keeps two workers from one file; a folder may serve many.
 */
public final class DecodeJournal implements AutoCloseable {

    /** More workers than anybody runs over one folder. */
    private static final int MOST_JOURNALS = 1_000;

    /** "TSJ1". */
    private static final int MAGIC = 0x54534A31;

    /** The header: the magic number, and 1 once the worker is stopping and is not to be called crashed. */
    private static final int HEADER_BYTES = 64;

    private static final int STOPPING = 4;

    /** A slot: its state, the content's hash, the length of the photo's id in bytes, and the id. */
    private static final int HASH = 4;

    private static final int HASH_BYTES = 32;
    private static final int ID_LENGTH = HASH + HASH_BYTES;
    private static final int ID = ID_LENGTH + 4;
    private static final int SLOT_BYTES = ID + PhotoId.MAX_BYTES;

    private static final int IN_COMPANY = 1;
    private static final int ALONE = 2;

    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

    private final List<FileChannel> found;
    private final List<Suspicion> leftBehind;
    private final MemorySegment memory;
    private final Queue<Integer> free;
    private volatile boolean begun;

    private DecodeJournal(List<FileChannel> found, List<Suspicion> leftBehind, MemorySegment memory, int slots) {
        this.found = found;
        this.leftBehind = List.copyOf(leftBehind);
        this.memory = memory;
        this.free =
                new ConcurrentLinkedQueue<>(IntStream.range(0, slots).boxed().toList());
    }

    /**
     * Takes the first journal of the folder that no living process has, and reads those of all dead ones.
     *
     * @param slots how many photos are decoded at a time
     * @throws IOException when the folder cannot be made or written
     */
    public static DecodeJournal open(Path folder, int slots) throws IOException {
        Files.createDirectories(folder);
        List<FileChannel> found = new ArrayList<>();
        try {
            List<Suspicion> leftBehind = new ArrayList<>();
            for (int i = 0; i < MOST_JOURNALS; i++) {
                Path file = folder.resolve("decode-" + i + ".journal");
                if (!found.isEmpty() && !Files.exists(file)) {
                    break;
                }
                FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                if (isLocked(channel)) {
                    found.add(channel);
                    leftBehind.addAll(read(channel));
                } else {
                    channel.close();
                }
            }
            if (found.isEmpty()) {
                throw new IOException("%,d processes have a journal in %s".formatted(MOST_JOURNALS, folder));
            }
            return new DecodeJournal(found, leftBehind, mapped(found.getFirst(), slots), slots);
        } catch (IOException | RuntimeException e) {
            closeAll(found);
            throw e;
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock(); // lives as long as the channel
            return lock != null;
        } catch (OverlappingFileLockException e) { // another journal of this process
            return false;
        }
    }

    /** Grown by writing, not as a hole: a page that a full disk has no room for would kill the process when it is touched. */
    private static MemorySegment mapped(FileChannel channel, int slots) throws IOException {
        long size = HEADER_BYTES + (long) slots * SLOT_BYTES;
        long missing = size - channel.size();
        if (missing > 0) {
            ByteBuffer zeros = ByteBuffer.allocate(Math.toIntExact(missing));
            for (long at = channel.size(); zeros.hasRemaining(); at = channel.size()) {
                channel.write(zeros, at);
            }
        }
        return channel.map(MapMode.READ_WRITE, 0, size, Arena.ofAuto());
    }

    private static List<Suspicion> read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size())).order(ByteOrder.nativeOrder());
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
            // until it has all
        }
        bytes.flip();
        if (bytes.limit() < HEADER_BYTES || bytes.getInt(0) != MAGIC || bytes.getInt(STOPPING) != 0) {
            return List.of();
        }
        List<Suspicion> suspicions = new ArrayList<>();
        for (int slot = HEADER_BYTES; slot + SLOT_BYTES <= bytes.limit(); slot += SLOT_BYTES) {
            int state = bytes.getInt(slot);
            if (state == IN_COMPANY || state == ALONE) {
                byte[] hash = new byte[HASH_BYTES];
                byte[] id = new byte[Math.clamp(bytes.getInt(slot + ID_LENGTH), 0, PhotoId.MAX_BYTES)];
                bytes.get(slot + HASH, hash).get(slot + ID, id);
                PhotoId photo = new PhotoId(new String(id, StandardCharsets.UTF_8));
                suspicions.add(new Suspicion(photo, ContentHash.ofDigest(hash), state == ALONE));
            }
        }
        return suspicions;
    }

    /** The photos that dead processes had in native code; kept until {@link #begin}. */
    List<Suspicion> leftBehind() {
        return leftBehind;
    }

    /** Forgets what was left behind, which is kept elsewhere by now, and makes the journal this process' own. */
    void begin() throws IOException {
        for (FileChannel other : found.subList(1, found.size())) {
            other.truncate(0);
            other.close();
        }
        memory.fill((byte) 0);
        found.getFirst().truncate(memory.byteSize()); // slots of a predecessor with more threads
        memory.set(ValueLayout.JAVA_INT, 0, MAGIC);
        begun = true;
    }

    /** Does the work with the photo in the journal. */
    <T> T during(Suspicion photo, Supplier<T> work) {
        int slot = free.remove(); // there are as many as decoding threads
        enter(HEADER_BYTES + (long) slot * SLOT_BYTES, photo);
        try {
            return work.get();
        } finally {
            INT.setRelease(memory, HEADER_BYTES + (long) slot * SLOT_BYTES, 0);
            free.add(slot);
        }
    }

    /** The state comes last: a slot that is half written says nothing. */
    private void enter(long slot, Suspicion photo) {
        byte[] id = photo.photo().value().getBytes(StandardCharsets.UTF_8);
        MemorySegment.copy(photo.content().bytes(), 0, memory, ValueLayout.JAVA_BYTE, slot + HASH, HASH_BYTES);
        memory.set(ValueLayout.JAVA_INT, slot + ID_LENGTH, id.length);
        MemorySegment.copy(id, 0, memory, ValueLayout.JAVA_BYTE, slot + ID, id.length);
        INT.setRelease(memory, slot, photo.alone() ? ALONE : IN_COMPANY);
    }

    /**
     * From here on the process is being stopped: if it is killed before it has ended, that is nobody's crash. Before {@link #begin},
     * the journal is still the dead predecessor's, and stays as it is for the next process.
     */
    void stopping() {
        if (begun) {
            INT.setRelease(memory, (long) STOPPING, 1);
        }
    }

    @Override
    public void close() {
        stopping();
        closeAll(found);
    }

    private static void closeAll(List<FileChannel> channels) {
        for (FileChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                System.getLogger(DecodeJournal.class.getName())
                        .log(System.Logger.Level.DEBUG, "a journal could not be closed", e);
            }
        }
    }
}
