package dev.interim.job;

/// Whose a job is: a name that job and its owner share, and that says nothing to anybody else.
///
/// @param name unique among owners
public record Owner(String name) {
    /// Whoever reaches a service that asks nobody who they are.
    public static final Owner ANYBODY = new Owner("anybody");

    /// Checks the name.
    public Owner {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an owner has a name");
        }
    }
}
