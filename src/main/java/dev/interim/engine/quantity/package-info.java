/// Quantities as people write them: sizes in bytes and durations, one grammar for the API, the
/// addresses of synthetic sources and the configuration.
@NullMarked
package dev.interim.engine.quantity;

import org.jspecify.annotations.NullMarked;
