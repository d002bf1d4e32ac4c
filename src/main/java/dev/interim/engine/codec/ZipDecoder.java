package dev.interim.engine.codec;

import static dev.interim.engine.failure.FailureKind.INVALID_REQUEST;
import static dev.interim.engine.failure.FailureKind.MALFORMED_DATA;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.Plain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/// One member of a zip archive (APPNOTE 6.3), read from front to back: the one that was named, or
/// the only one that holds data.
///
/// Local headers come before their data and the directory at the end, so that a second member is
/// noticed only when the first is out. The directory is read too, and must have as many entries.
final class ZipDecoder extends StepDecoder {
    private static final int MOST_NAMES = 10;
    private static final int MOST_NAME_CHARACTERS = 100;
    private static final int SCRATCH_BYTES = 64 * 1024;

    private static final long MEMBER = 0x04034b50L;
    private static final long DESCRIPTOR = 0x08074b50L;
    private static final long ENTRY = 0x02014b50L;
    private static final long LONG_END = 0x06064b50L;
    private static final long LOCATOR = 0x07064b50L;
    private static final long END = 0x06054b50L;

    private enum Part {
        BEGINNING,
        MEMBER,
        DATA,
        DESCRIPTOR,
        ENTRY,
        LONG_END,
        LOCATOR,
        END,
        SKIP,
        OVER
    }

    private final @Nullable String wanted;
    private final Held held = new Held();
    private final Deflated data = new Deflated();
    private final CRC32 checksum = new CRC32();
    private final byte[] scratch = new byte[SCRATCH_BYTES];
    private final List<String> names = new ArrayList<>();
    private Part part = Part.BEGINNING;
    private int needed = Integer.BYTES;
    private ZipMember member = ZipMember.NONE;
    private boolean isWanted;
    private boolean isFound;
    private long packed;
    private long unpacked;
    private long members;
    private long entries;
    private long skip;
    private boolean isLast;

    /// @param wanted the name of a member, `null` when there is only one
    ZipDecoder(@Nullable String wanted) {
        super(Format.ZIP, Long.MAX_VALUE);
        this.wanted = wanted;
    }

    @Override
    int step(Input in, byte[] target, int offset, int length) {
        switch (part) {
            case DATA -> {
                return isWanted ? unpack(in, target, offset, length) : passOver(in);
            }
            case SKIP -> skip(in);
            case OVER -> throw corrupt(in, "something else follows it", null);
            default -> {
                if (held.fill(in, needed)) {
                    read(in);
                }
            }
        }
        return 0;
    }

    @Override
    boolean holdsOutput() {
        return part == Part.DATA && (data.holdsOutput() || isStoredAndEmpty());
    }

    private boolean isStoredAndEmpty() {
        return member.method() == ZipMember.STORED && packed == member.packed();
    }

    @Override
    boolean isWhole() {
        return part == Part.OVER;
    }

    @Override
    public void close() {
        data.close();
    }

    private void go(Part next, int bytes) {
        held.clear();
        part = next;
        needed = bytes;
    }

    private void read(Input in) {
        switch (part) {
            case BEGINNING -> readBeginning(in);
            case MEMBER -> readMember(in);
            case DESCRIPTOR -> readDescriptor(in);
            case ENTRY -> {
                entries++;
                skip(held.number(24, 2) + held.number(26, 2) + held.number(28, 2));
            }
            case LONG_END -> readLongEnd(in);
            case LOCATOR -> go(Part.BEGINNING, Integer.BYTES);
            case END -> readEnd(in);
            case DATA, SKIP, OVER -> throw new IllegalStateException("not read as a whole");
        }
    }

    private void readBeginning(Input in) {
        long beginning = held.number(0, Integer.BYTES);
        if (beginning == MEMBER && entries == 0) {
            go(Part.MEMBER, ZipMember.FIXED_BYTES);
        } else if (beginning == ENTRY) {
            go(Part.ENTRY, 42);
        } else if (beginning == LONG_END) {
            go(Part.LONG_END, Long.BYTES);
        } else if (beginning == LOCATOR) {
            go(Part.LOCATOR, 16);
        } else if (beginning == END) {
            go(Part.END, 18);
        } else {
            throw corrupt(in, "something else follows it", null);
        }
    }

    private void readMember(Input in) {
        if (needed == ZipMember.FIXED_BYTES) {
            needed += ZipMember.variableBytes(held);
            if (!held.fill(in, needed)) {
                return;
            }
        }
        try {
            member = ZipMember.parse(held);
        } catch (IOException e) {
            throw corrupt(in, Plain.text(String.valueOf(e.getMessage())), e);
        }
        members++;
        packed = 0;
        unpacked = 0;
        checksum.reset();
        data.begin();
        choose(in);
        go(Part.DATA, 0);
    }

    private void choose(Input in) {
        if (wanted == null ? member.isAside() : !member.name().equals(wanted)) {
            isWanted = false;
            note();
        } else if (wanted == null && member.isOfADocument()) {
            throw malformed("the zip archive is a document or a program, not data");
        } else if (isFound) {
            note();
            throw moreThanOne();
        } else {
            isWanted = true;
            isFound = true;
            note();
        }
        requireMethod(in);
    }

    private void note() {
        if (!member.isAside() && names.size() < MOST_NAMES) {
            names.add(Plain.text(member.name(), MOST_NAME_CHARACTERS));
        }
    }

    private FailureException moreThanOne() {
        return new FailureException(
                INVALID_REQUEST,
                wanted == null
                        ? "the zip archive holds more than one file (%s); name one with #member="
                                .formatted(String.join(", ", names))
                        : "the zip archive holds more than one member of that name");
    }

    private void requireMethod(Input in) {
        boolean isDeflated = member.method() == ZipMember.DEFLATED;
        boolean hasLength = !member.hasDescriptor();
        if (isWanted && !isDeflated && member.method() != ZipMember.STORED) {
            throw malformed(
                    "the zip archive is packed by method %d, which is not read; 0 and 8 are"
                            .formatted(member.method()));
        }
        if (!isDeflated && !hasLength) {
            throw corrupt(in, "a stored member does not say how long it is", null);
        }
    }

    private int unpack(Input in, byte[] target, int offset, int length) {
        int count =
                member.method() == ZipMember.DEFLATED
                        ? inflate(in, target, offset, length)
                        : copy(in, target, offset, length);
        unpacked += count;
        if (isAtEnd()) {
            endData(in);
        }
        return count;
    }

    private boolean isAtEnd() {
        return member.method() == ZipMember.DEFLATED ? data.isFinished() : isStoredAndEmpty();
    }

    private int inflate(Input in, byte[] target, int offset, int length) {
        long before = in.position();
        try {
            return data.inflate(in, target, offset, length);
        } catch (DataFormatException e) {
            throw corrupt(in, String.valueOf(e.getMessage()), e);
        } finally {
            packed += in.position() - before;
        }
    }

    private int copy(Input in, byte[] target, int offset, int length) {
        int most = Math.min(length, in.waiting());
        int count = (int) Math.min(most, member.packed() - packed);
        System.arraycopy(in.buffer, in.from, target, offset, count);
        in.from += count;
        packed += count;
        checksum.update(target, offset, count);
        return count;
    }

    /// Over the data of a member that is not wanted: without a look where its length is known.
    private int passOver(Input in) {
        if (member.hasDescriptor()) {
            unpack(in, scratch, 0, SCRATCH_BYTES);
            return 0;
        }
        skip(member.packed());
        return 0;
    }

    private void endData(Input in) {
        if (member.hasDescriptor()) {
            go(Part.DESCRIPTOR, Integer.BYTES);
        } else {
            requireLengths(in, member.checksum(), member.packed(), member.unpacked());
            go(Part.BEGINNING, Integer.BYTES);
        }
    }

    /// It may have a beginning of its own, or none.
    private void readDescriptor(Input in) {
        boolean hasBeginning = held.number(0, Integer.BYTES) == DESCRIPTOR;
        int lengthBytes = member.isLong() || unpacked >>> Integer.SIZE != 0 ? 8 : 4;
        int start = hasBeginning ? Integer.BYTES : 0;
        needed = start + Integer.BYTES + 2 * lengthBytes;
        if (held.fill(in, needed)) {
            requireLengths(
                    in,
                    held.number(start, Integer.BYTES),
                    held.number(start + 4, lengthBytes),
                    held.number(start + 4 + lengthBytes, lengthBytes));
            go(Part.BEGINNING, Integer.BYTES);
        }
    }

    private void requireLengths(Input in, long sum, long saidPacked, long saidUnpacked) {
        boolean isDeflated = member.method() == ZipMember.DEFLATED;
        if (sum != (isDeflated ? data.checksum() : checksum.getValue())) {
            throw corrupt(in, "the checksum is wrong", null);
        }
        if (saidPacked != packed || saidUnpacked != unpacked) {
            throw corrupt(in, "the length is wrong", null);
        }
    }

    private void readLongEnd(Input in) {
        long bytes = held.number(0, Long.BYTES);
        if (bytes < 0) {
            throw corrupt(in, "a length is too long", null);
        }
        skip(bytes);
    }

    private void readEnd(Input in) {
        if ((members & 0xffff) != held.number(6, 2) || (entries & 0xffff) != held.number(6, 2)) {
            throw corrupt(in, "its directory does not fit its members", null);
        }
        if (!isFound) {
            throw notFound();
        }
        isLast = true;
        skip(held.number(16, 2));
    }

    private FailureException notFound() {
        if (wanted == null) {
            return malformed("the zip archive holds no file");
        }
        return new FailureException(
                INVALID_REQUEST,
                "the zip archive has no member '%s'; there are: %s"
                        .formatted(
                                Plain.text(wanted, MOST_NAME_CHARACTERS),
                                String.join(", ", names)));
    }

    private void skip(long bytes) {
        skip = bytes;
        go(Part.SKIP, 0);
        leaveSkipped();
    }

    private void skip(Input in) {
        int count = (int) Math.min(skip, in.waiting());
        in.from += count;
        skip -= count;
        leaveSkipped();
    }

    private void leaveSkipped() {
        if (skip == 0) {
            go(isLast ? Part.OVER : Part.BEGINNING, Integer.BYTES);
        }
    }

    private static FailureException malformed(String sentence) {
        return new FailureException(MALFORMED_DATA, sentence);
    }
}
