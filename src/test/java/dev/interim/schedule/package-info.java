/// What is promised of lanes, turns, run queues, executors and timelines.
@NullMarked
package dev.interim.schedule;

import org.jspecify.annotations.NullMarked;
