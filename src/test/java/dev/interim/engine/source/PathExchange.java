package dev.interim.engine.source;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;

/// Exchanges two names of the file system in one step, by `renameat2` of Linux.
final class PathExchange implements AutoCloseable {
    private static final int HERE = -100;
    private static final int EXCHANGE = 2;

    private final Arena arena = Arena.ofShared();
    private final MethodHandle rename;
    private final MemorySegment one;
    private final MemorySegment other;

    private PathExchange(MethodHandle rename, Path one, Path other) {
        this.rename = rename;
        this.one = arena.allocateFrom(one.toString());
        this.other = arena.allocateFrom(other.toString());
    }

    /// Nothing where this system has no such call.
    @SuppressWarnings("restricted")
    static Optional<PathExchange> of(Path one, Path other) {
        var linker = Linker.nativeLinker();
        var shape =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT);
        return linker.defaultLookup()
                .find("renameat2")
                .map(symbol -> linker.downcallHandle(symbol, shape))
                .map(rename -> new PathExchange(rename, one, other));
    }

    void exchange() {
        try {
            int answer = (int) rename.invokeExact(HERE, one, HERE, other, EXCHANGE);
            if (answer != 0) {
                throw new AssertionError("renameat2 answered " + answer);
            }
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
