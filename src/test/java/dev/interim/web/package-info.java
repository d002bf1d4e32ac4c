/// Tests over HTTP, of the whole service as its clients see it.
@NullMarked
package dev.interim.web;

import org.jspecify.annotations.NullMarked;
