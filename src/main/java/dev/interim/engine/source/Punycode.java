package dev.interim.engine.source;

/// Writes a label of a host name that has letters beyond ASCII in ASCII, by RFC 3492.
///
/// {@link java.net.IDN} is no substitute: it follows IDNA 2003, which sends `ß` to `ss` and so to
/// the host of somebody else.
final class Punycode {
    private static final int BASE = 36;
    private static final int MIN_THRESHOLD = 1;
    private static final int MAX_THRESHOLD = 26;
    private static final int SKEW = 38;
    private static final int DAMPING = 700;
    private static final int INITIAL_BIAS = 72;
    private static final int FIRST_NON_ASCII = 0x80;

    private final int[] points;
    private final StringBuilder out = new StringBuilder();
    private int bias = INITIAL_BIAS;
    private int delta;
    private int handled;

    private Punycode(String label) {
        points = label.codePoints().toArray();
    }

    /// The label in ASCII, without the `xn--` before it.
    ///
    /// @param label at most a few hundred characters
    static String encode(String label) {
        var punycode = new Punycode(label);
        punycode.encode();
        return punycode.out.toString();
    }

    private void encode() {
        for (int point : points) {
            if (point < FIRST_NON_ASCII) {
                out.append((char) point);
            }
        }
        int basic = out.length();
        handled = basic;
        if (basic > 0) {
            out.append('-');
        }
        int known = FIRST_NON_ASCII;
        while (handled < points.length) {
            int next = leastFrom(known);
            delta += (next - known) * (handled + 1);
            encodeAll(next, basic);
            delta++;
            known = next + 1;
        }
    }

    private int leastFrom(int known) {
        int least = Integer.MAX_VALUE;
        for (int point : points) {
            if (point >= known) {
                least = Math.min(least, point);
            }
        }
        return least;
    }

    private void encodeAll(int next, int basic) {
        for (int point : points) {
            if (point < next) {
                delta++;
            } else if (point == next) {
                appendDelta();
                bias = adapted(handled == basic);
                delta = 0;
                handled++;
            }
        }
    }

    private void appendDelta() {
        int rest = delta;
        for (int k = BASE; rest >= threshold(k); k += BASE) {
            int threshold = threshold(k);
            out.append(digit(threshold + (rest - threshold) % (BASE - threshold)));
            rest = (rest - threshold) / (BASE - threshold);
        }
        out.append(digit(rest));
    }

    private int threshold(int k) {
        return Math.clamp((long) k - bias, MIN_THRESHOLD, MAX_THRESHOLD);
    }

    private int adapted(boolean isFirst) {
        int rest = isFirst ? delta / DAMPING : delta / 2;
        rest += rest / (handled + 1);
        int k = 0;
        while (rest > (BASE - MIN_THRESHOLD) * MAX_THRESHOLD / 2) {
            rest /= BASE - MIN_THRESHOLD;
            k += BASE;
        }
        return k + (BASE - MIN_THRESHOLD + 1) * rest / (rest + SKEW);
    }

    private static char digit(int value) {
        return "abcdefghijklmnopqrstuvwxyz0123456789".charAt(value);
    }
}
