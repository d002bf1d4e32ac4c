/// What is counted and timed, for whoever runs the service; binds what jobs and executors tell to
/// Micrometer, so that they need not know it.
@NullMarked
package dev.interim.metrics;

import org.jspecify.annotations.NullMarked;
