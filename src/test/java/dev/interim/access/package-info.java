/// Tests of keys, tokens, tickets and quotas, each by itself.
@NullMarked
package dev.interim.access;

import org.jspecify.annotations.NullMarked;
