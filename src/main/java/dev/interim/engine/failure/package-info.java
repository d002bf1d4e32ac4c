/// What can go wrong, whose fault it is, and the one exception that carries it.
@NullMarked
package dev.interim.engine.failure;

import org.jspecify.annotations.NullMarked;
