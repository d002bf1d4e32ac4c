package dev.interim;

import java.util.ArrayList;
import java.util.List;

/// The service beside a thread that takes all memory there is, for [OutOfMemoryTest].
final class Hoard {
    static final String FULL = "memory is full";

    private static final int PIECE = 1024 * 1024;

    private Hoard() {}

    static void main(String[] args) {
        InterimApplication.main(args);
        Thread.ofPlatform().name("hoard").start(Hoard::fill);
    }

    private static void fill() {
        List<byte[]> pieces = new ArrayList<>();
        try {
            while (true) {
                pieces.add(new byte[PIECE]);
            }
        } catch (OutOfMemoryError e) {
            int count = pieces.size();
            pieces.clear();
            System.out.println(FULL + " after " + count);
        }
    }
}
