/// Requests in, events out: the only public HTTP, as far from the engine as it gets.
@NullMarked
package dev.interim.web;

import org.jspecify.annotations.NullMarked;
