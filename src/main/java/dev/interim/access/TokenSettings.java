package dev.interim.access;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Whose tokens (JWT, as an OAuth 2 server issues them) the profile `server` takes; none by
/// default.
///
/// @param issuer who issues them: their `iss`
/// @param audience for whom they must be issued: in their `aud`
/// @param jwkSet where the issuer's keys are; by default where its metadata says
/// @param publicKey a file with its RSA key in PEM, instead
/// @param claim where the roles of a token stand, as a list or separated by spaces
/// @param prefix what stands before `read`, `submit` or `administer` there
@ConfigurationProperties("interim.access.tokens")
record TokenSettings(
        @Nullable String issuer,
        @Nullable String audience,
        @Nullable URI jwkSet,
        @Nullable Path publicKey,
        @DefaultValue("scope") String claim,
        @DefaultValue("interim:") String prefix) {
    boolean isConfigured() {
        return issuer != null || audience != null || jwkSet != null || publicKey != null;
    }
}
