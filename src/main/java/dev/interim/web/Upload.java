package dev.interim.web;

import dev.interim.engine.source.Origin;
import dev.interim.engine.source.Sources;
import dev.interim.engine.source.UploadSource;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// The body of a request as a dataset; for the thread of the request.
///
/// Nothing of it is touched before it is opened, so that a client which asks whether to send it
/// (`Expect: 100-continue`) may hear that nobody wants it.
final class Upload {
    private final Sources sources;
    private final HttpServletRequest request;
    private @Nullable UploadSource opened;

    Upload(Sources sources, HttpServletRequest request) {
        this.sources = sources;
        this.request = request;
    }

    /// How long it is, as the request says; -1 when it does not.
    long length() {
        return request.getContentLengthLong();
    }

    /// The source; to be called once.
    UploadSource open() {
        var announced = new Origin(length() < 0 ? null : length(), null, request.getContentType());
        try {
            SlowBodies.expectUpload(request);
            opened = sources.upload(request.getInputStream(), announced);
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Lets the bytes in, if it was opened and they are not in yet; the job learns that way how its
    /// upload ended.
    void letIn() {
        var source = opened;
        opened = null;
        if (source != null) {
            var _ = source.pump();
        }
    }
}
