package dev.interim.engine.sketch;

/// A coin whose tosses depend on nothing but how many there were before.
final class Coin {
    private long tosses;

    Coin(int seed) {
        tosses = (long) seed << Integer.SIZE;
    }

    /// 0 or 1.
    int toss() {
        return (int) (mix(++tosses) >>> 63);
    }

    /// All that has to be kept to go on in the same way.
    long tosses() {
        return tosses;
    }

    void goOnAfter(long tosses) {
        this.tosses = tosses;
    }

    /// The finaliser of SplitMix64 (Steele, Lea, Flood, 2014).
    static long mix(long number) {
        long z = number * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
