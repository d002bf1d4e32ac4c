package dev.interim.engine.simd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether the Vector API is there and worth it.
final class Simd {
    private static final String MODULE = "jdk.incubator.vector";
    private static final String PROCESSOR = "/proc/cpuinfo";
    private static final boolean HAS_WIDE_VECTORS =
            ModuleLayer.boot().findModule(MODULE).isPresent() && VectorBlocks.isWide();

    private Simd() {}

    /// Registers of 32 bytes at least; no class of the module may be touched where it is absent.
    static boolean hasWideVectors() {
        return HAS_WIDE_VECTORS;
    }

    /// Whether the processor can move those bytes of a register side by side that a mask names, and
    /// look up each byte in a register; where it cannot, the Vector API takes very long for that.
    /// Only Linux says so.
    static boolean movesBytes() {
        try (var lines = Files.lines(Path.of(PROCESSOR))) {
            return lines.filter(line -> line.startsWith("flags"))
                    .anyMatch(line -> line.contains(" avx512_vbmi2"));
        } catch (IOException | UncheckedIOException _) {
            return false;
        }
    }
}
