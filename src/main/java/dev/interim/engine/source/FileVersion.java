package dev.interim.engine.source;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What tells one version of a file from another without reading it.
///
/// @param key the identity of the file in its file system (device and inode); `null` where the
///   platform has none
/// @param bytes its length
/// @param modified its modification time, as fine as the file system keeps it
record FileVersion(@Nullable Object key, long bytes, FileTime modified) {
    static FileVersion of(BasicFileAttributes attributes) {
        return new FileVersion(
                attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
    }

    /// Whether both are versions of one file, not of two that had the same name.
    boolean isOfSameFile(FileVersion other) {
        return Objects.equals(key, other.key);
    }

    /// What is different in a later version, as the end of a sentence; `null` when nothing is.
    @Nullable String change(FileVersion later) {
        if (!isOfSameFile(later)) {
            return "another file has its name now";
        }
        String length = changedLength(later.bytes);
        if (length != null) {
            return length;
        }
        return modified.equals(later.modified)
                ? null
                : "it was last modified at " + modified + ", and now at " + later.modified;
    }

    /// The same of a length alone.
    @Nullable String changedLength(long later) {
        return bytes == later ? null : "it had " + bytes + " bytes, and has " + later + " now";
    }
}
