package io.tagstream.retag;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * The rows of a query in PostgreSQL's binary COPY format (documentation of COPY, "Binary Format"), field by field, without an object for
 * a value. Compared with a result set it spares the parsing of text and a byte array for each field (docs/adr/0023).
 */
final class CopyRows implements AutoCloseable {

    private static final int SIGNATURE_LENGTH = 11;

    private final CopyOut copy;
    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int length;

    /** @param query with its values in it, since COPY takes no parameters */
    CopyRows(Connection connection, String query) throws SQLException {
        this.copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy (" + query + ") to stdout (format binary)");
        need(SIGNATURE_LENGTH + 2 * Integer.BYTES);
        buffer.position(buffer.position() + SIGNATURE_LENGTH + Integer.BYTES);
        int extension = buffer.getInt();
        need(extension);
        buffer.position(buffer.position() + extension);
    }

    /** Goes to the first field of the next row, if there is one. */
    boolean next() throws SQLException {
        need(Short.BYTES);
        if (buffer.getShort() >= 0) {
            return true;
        }
        return false; // close() reads the end of the exchange
    }

    long bigint() throws SQLException {
        field();
        return buffer.getLong();
    }

    int integer() throws SQLException {
        field();
        return buffer.getInt();
    }

    /** The bytes of the next field, from the buffer's position on; to be passed before anything else is read. */
    ByteBuffer field() throws SQLException {
        need(Integer.BYTES);
        length = buffer.getInt();
        if (length < 0) {
            throw new SQLException("a null where the query gives none");
        }
        need(length);
        return buffer;
    }

    /** How many bytes the field has that was asked for last. */
    int length() {
        return length;
    }

    /** A message of the protocol is a row, as PostgreSQL sends them; but nobody promises that. */
    private void need(int bytes) throws SQLException {
        while (buffer.remaining() < bytes) {
            byte[] message = copy.readFromCopy();
            if (message == null) {
                throw new SQLException("the rows ended early");
            }
            buffer = buffer.hasRemaining() ? joined(buffer, message) : ByteBuffer.wrap(message);
        }
    }

    private static ByteBuffer joined(ByteBuffer rest, byte[] message) {
        ByteBuffer both = ByteBuffer.allocate(rest.remaining() + message.length);
        return both.put(rest).put(message).flip();
    }

    /**
     * Reads what is left, so that the connection is of use again. To cancel would be quicker, but the cancellation may meet the next
     * statement instead.
     */
    @Override
    public void close() throws SQLException {
        while (copy.isActive() && copy.readFromCopy() != null) {
            // of no use to anybody
        }
    }
}
