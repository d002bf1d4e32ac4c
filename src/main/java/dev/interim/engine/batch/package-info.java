/// The common currency between scanning and statistics: records in columns.
@NullMarked
package dev.interim.engine.batch;

import org.jspecify.annotations.NullMarked;
