/// Lanes, turns, run queue, executors and timeline: who works when, and nothing about jobs or data.
///
/// A [dev.interim.schedule.Lane] is a task cut in turns. A [dev.interim.schedule.LaneExecutor] has
/// a few workers and a run queue; a free worker takes the best lane, runs one turn of its
/// [dev.interim.schedule.Work] and puts it back.
@NullMarked
package dev.interim.schedule;

import org.jspecify.annotations.NullMarked;
