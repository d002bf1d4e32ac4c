package dev.interim.web;

import io.swagger.v3.oas.annotations.media.Schema;

/// A problem on the wire, as RFC 9457 says it.
///
/// @param type a stable name of this kind of problem
/// @param title the same in words
/// @param detail what is wrong this time
/// @param instance what it is about
/// @param kind the end of the type, for programs
@Schema(name = "Problem", description = "What went wrong (RFC 9457)")
record Problem(
        @Schema(example = "urn:interim:problem:invalid-request") String type,
        @Schema(example = "Invalid request") String title,
        @Schema(example = "400") int status,
        @Schema(example = "unknown mode 'fast'; known are sequential, concurrent, parallel")
                String detail,
        @Schema(example = "/jobs") String instance,
        @Schema(
                        description = "Whose fault it is and whether a retry is sensible",
                        allowableValues = {
                            "invalid-request",
                            "unauthorized",
                            "forbidden",
                            "forbidden-source",
                            "not-found",
                            "conflict",
                            "too-large",
                            "idempotency-mismatch",
                            "malformed-data",
                            "source-unavailable",
                            "source-changed",
                            "over-capacity",
                            "internal"
                        })
                String kind) {}
