package dev.interim.engine.simd;

/// Whether the Vector API is there and worth it.
final class Simd {
    private static final String MODULE = "jdk.incubator.vector";
    private static final boolean HAS_WIDE_VECTORS =
            ModuleLayer.boot().findModule(MODULE).isPresent() && VectorBlocks.isWide();

    private Simd() {}

    /// Registers of 32 bytes at least; no class of the module may be touched where it is absent.
    static boolean hasWideVectors() {
        return HAS_WIDE_VECTORS;
    }
}
