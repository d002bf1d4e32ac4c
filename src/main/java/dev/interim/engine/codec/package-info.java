/// Compressed bytes into plain ones, recognised by their first bytes.
@NullMarked
package dev.interim.engine.codec;

import org.jspecify.annotations.NullMarked;
