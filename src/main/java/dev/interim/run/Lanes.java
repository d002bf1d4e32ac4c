package dev.interim.run;

import dev.interim.run.Strategy.Concurrent;
import dev.interim.run.Strategy.Parallel;
import dev.interim.run.Strategy.Sequential;
import dev.interim.schedule.Lane;
import dev.interim.schedule.LaneExecutor;
import dev.interim.schedule.LaneSpec;
import dev.interim.schedule.Next;
import dev.interim.schedule.Priority;
import dev.interim.schedule.Turn;
import dev.interim.schedule.TurnListener;
import dev.interim.schedule.Work;
import java.util.ArrayList;
import java.util.List;

/// The lanes of a pipeline under one strategy: the modes are nothing but these.
final class Lanes {
    private final Pipeline pipeline;
    private final LaneExecutor executor;
    private final TurnListener listener;
    private final String group;
    private final Priority priority;
    private final Account account;

    Lanes(
            Pipeline pipeline,
            LaneExecutor executor,
            TurnListener listener,
            String group,
            Priority priority,
            Account account) {
        this.account = account;
        this.pipeline = pipeline;
        this.executor = executor;
        this.listener = listener;
        this.group = group;
        this.priority = priority;
    }

    /// New lanes, not yet started; the pipeline wakes them from now on.
    List<Lane> of(Strategy strategy) {
        pipeline.show(!(strategy instanceof Sequential));
        pipeline.parallel(strategy instanceof Parallel);
        return switch (strategy) {
            case Sequential _ -> one("sequential", true, new Batchwise());
            case Concurrent _ -> one("concurrent", false, new Alternating());
            case Parallel _ -> parallel();
        };
    }

    private List<Lane> one(String name, boolean keepsWorker, Work work) {
        Lane lane = lane(name, keepsWorker, work);
        pipeline.serve(lane::signal, lane::signal, 1);
        return List.of(lane);
    }

    private List<Lane> parallel() {
        Lane fetch = lane("fetch", false, pipeline::fetch);
        List<Lane> statistics = new ArrayList<>();
        for (int i = 1; i <= executor.spec().workers(); i++) {
            var desk = new Desk();
            statistics.add(lane("statistics-" + i, false, turn -> pipeline.statistics(turn, desk)));
        }
        pipeline.serve(fetch::signal, () -> statistics.forEach(Lane::signal), statistics.size());
        List<Lane> all = new ArrayList<>(statistics);
        all.addFirst(fetch);
        return all;
    }

    private Lane lane(String name, boolean keepsWorker, Work work) {
        var spec = new LaneSpec(group, name, priority, keepsWorker);
        return executor.lane(spec, account.measured(work), account.heard(listener));
    }

    /// All of fetch, then all of statistics.
    private final class Batchwise implements Work {
        private final Work statistics = new Alternating();
        private boolean isSpooled;

        @Override
        public Next turn(Turn turn) throws InterruptedException {
            if (isSpooled) {
                return statistics.turn(turn);
            }
            Next next = pipeline.spool(turn);
            isSpooled = next == Next.END;
            return isSpooled ? Next.AGAIN : next;
        }
    }

    /// A fetch turn, then statistics turns for all that it brought, then a fetch turn, and so on.
    private final class Alternating implements Work {
        private final Desk desk = new Desk();

        @Override
        public Next turn(Turn turn) throws InterruptedException {
            if (pipeline.isWaitingForMemory()) {
                return Next.PARK;
            }
            if (pipeline.hasPieces()) {
                return again(pipeline.statistics(turn, desk));
            }
            Next next = pipeline.fetch(turn);
            if (pipeline.isWaitingForMemory()) {
                return Next.PARK;
            }
            return pipeline.hasPieces() ? Next.AGAIN : pipeline.isOver() ? Next.END : next;
        }

        private Next again(Next next) {
            if (next == Next.END) {
                return Next.END;
            }
            return pipeline.isWaitingForMemory() ? Next.PARK : Next.AGAIN;
        }
    }
}
