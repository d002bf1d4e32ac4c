package dev.interim.run;

import dev.interim.schedule.Next;
import dev.interim.schedule.Turn;

/// What turns of statistics do: pieces from the hand-over into the profile and, where none waits,
/// decompressing.
///
/// Any number of lanes take them at the same time; what belongs to one of them is on its desk.
final class StatisticsTurns {
    private final Intake intake;
    private final Shared shared;

    StatisticsTurns(Intake intake, Shared shared) {
        this.intake = intake;
        this.shared = shared;
    }

    /// A turn of statistics: pieces into the profile. `END` when all are in it.
    ///
    /// @param desk what the lane works with
    Next turn(Turn turn, Desk desk) throws InterruptedException {
        var handOver = shared.handOver();
        boolean isFirst = true;
        while (!turn.isOver()) {
            var piece = handOver.poll();
            if (piece == null) {
                return handOver.isDrained() ? Next.END : isFirst ? help(turn) : idle();
            }
            isFirst = false;
            turn.did(Activities.STATISTICS, 0, 0);
            if (shared.ledger().isFull() || isUnaffordable()) {
                shared.ledger().drop(piece);
            } else if (piece.debt().pay(turn)) {
                if (!isComputed(piece, turn, desk)) {
                    return Next.PARK;
                }
            } else {
                handOver.putBack(piece);
                return Next.AGAIN;
            }
        }
        return idle();
    }

    private Next idle() {
        boolean isHelpWanted = intake.isHelpWanted();
        return shared.handOver().isEmpty() && !isHelpWanted ? Next.PARK : Next.AGAIN;
    }

    /// A turn of decompressing, as long as no piece waits; it parks where nobody wants help.
    private Next help(Turn turn) {
        boolean hasHelped = false;
        while (!turn.isOver() && shared.handOver().isEmpty() && intake.help()) {
            hasHelped = true;
            turn.did(Activities.DECOMPRESS, 0, 0);
        }
        return hasHelped ? Next.AGAIN : Next.PARK;
    }

    /// Whether the time is up and made-up data would still cost a lot of it.
    private boolean isUnaffordable() {
        return shared.toll().isDue() && intake.isLate() && shared.ledger().rows() > 0;
    }

    /// Computes a piece; `false` where it has to wait for memory, and is put back.
    private boolean isComputed(Piece piece, Turn turn, Desk desk) {
        shared.phases().begin(Activities.SCAN);
        long before = turn.ticker().nanos();
        var part = piece.scanned();
        if (part == null) {
            part = shared.ledger().part();
            desk.scan(piece, part);
        }
        var schema = piece.layout().schema();
        int columns = part.width(schema);
        if (!shared.memory().admitsColumns(columns, shared.handOver().capacity())) {
            shared.handOver().putBack(piece.scannedInto(part));
            return false;
        }
        part.compute(schema);
        turn.did(Activities.STATISTICS, piece.chunk().length(), part.batch().rows());
        shared.ledger().add(piece, part);
        if (shared.toll().isDue()) {
            // What really was to be done is part of the price.
            shared.credit().addAndGet(turn.ticker().nanos() - before);
        }
        return true;
    }
}
