/// Tests of jobs, their events and their memory, without a framework.
@NullMarked
package dev.interim.job;

import org.jspecify.annotations.NullMarked;
