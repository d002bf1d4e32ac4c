/// A job from submission to its end: what was asked for, its state, its events, and the few verbs.
@NullMarked
package dev.interim.job;

import org.jspecify.annotations.NullMarked;
