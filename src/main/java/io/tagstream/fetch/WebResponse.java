package io.tagstream.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** A web server's answer to one request, and the connection that it came on. */
record WebResponse(HttpGet request, ClassicHttpResponse response) implements Closeable {

    /** A body that nobody wants is read to its end if it is this short, so that its connection can be used again. */
    private static final long SHORT_BODY = 4 << 10;

    int status() {
        return response.getCode();
    }

    /** Empty if there is no such header. */
    String header(String name) {
        Header header = response.getFirstHeader(name);
        return header == null || header.getValue() == null
                ? ""
                : header.getValue().trim();
    }

    OptionalLong length() {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return OptionalLong.of(0);
        }
        return entity.getContentLength() < 0 ? OptionalLong.empty() : OptionalLong.of(entity.getContentLength());
    }

    InputStream body() throws IOException {
        HttpEntity entity = response.getEntity();
        return entity == null ? InputStream.nullInputStream() : entity.getContent();
    }

    void skipShortBody() throws IOException {
        if (length().orElse(SHORT_BODY) < SHORT_BODY) {
            EntityUtils.consume(response.getEntity());
        }
    }

    /** Gives up the connection unless the body was read to its end: closing alone would read on to find that end. */
    @Override
    public void close() throws IOException {
        request.cancel();
        try {
            response.close();
        } catch (IOException _) {
            // the end of a body that was given up
        }
    }
}
