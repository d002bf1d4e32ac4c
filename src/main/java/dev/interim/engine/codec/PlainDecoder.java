package dev.interim.engine.codec;

/// Bytes that are plain already: only those that were looked at are copied.
final class PlainDecoder implements Decoder {
    @Override
    public int decode(Input in, byte[] target, int offset, int length) {
        if (in.waiting() == 0) {
            return in.pass(target, offset, length);
        }
        int count = Math.min(length, in.waiting());
        System.arraycopy(in.buffer, in.from, target, offset, count);
        in.from += count;
        return count;
    }

    @Override
    public void close() {}
}
