package dev.interim.access;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Who may use the service.
///
/// @param anonymous whether whoever reaches the service may use it; by default where only this
///   machine reaches it, and to be said where others do
/// @param keys whom the profile `server` lets in, by a name for each key
/// @param ticketLifetime how long a ticket for an event stream can be used
@ConfigurationProperties("interim.access")
record AccessSettings(
        @Nullable Boolean anonymous,
        @DefaultValue Map<String, Key> keys,
        @DefaultValue("30s") Duration ticketLifetime) {
    /// One key.
    ///
    /// @param hash what `java -jar interim.jar key` printed beside it
    /// @param role what its bearer may do: `read`, `submit` or `administer`
    /// @param owner whose jobs it sees; keys of the same owner share them. By default its name
    record Key(@Nullable String hash, @DefaultValue("submit") Role role, @Nullable String owner) {}

    AccessSettings {
        if (!ticketLifetime.isPositive()) {
            throw new IllegalArgumentException("interim.access.ticket-lifetime must be positive");
        }
    }
}
