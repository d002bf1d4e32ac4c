/// What whoever runs the service is told: metrics, traces and readiness, made of what jobs and
/// executors tell, so that they need know nothing of Micrometer.
@NullMarked
package dev.interim.metrics;

import org.jspecify.annotations.NullMarked;
