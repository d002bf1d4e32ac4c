package dev.interim.run;

/// What runs hold of bytes between their source and their statistics.
///
/// @param arrived bytes of memory for what comes and was not taken, or not decompressed, yet
/// @param spooled bytes of memory for what was fetched ahead
/// @param chunks bytes of memory for what is being scanned, and for what will be
/// @param onDisk bytes on disk of what was fetched ahead and found no room in memory
public record Buffered(long arrived, long spooled, long chunks, long onDisk) {
    /// Nothing.
    public static final Buffered NOTHING = new Buffered(0, 0, 0, 0);

    /// Both together.
    public Buffered plus(Buffered other) {
        return new Buffered(
                arrived + other.arrived,
                spooled + other.spooled,
                chunks + other.chunks,
                onDisk + other.onDisk);
    }
}
