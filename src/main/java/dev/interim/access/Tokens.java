package dev.interim.access;

import dev.interim.job.BadSettingException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.converter.RsaKeyConverters;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;

/// Which tokens are good: signed by the issuer, for us, and not too old.
final class Tokens {
    private static final String SETTINGS = "interim.access.tokens.";

    /// Those where who checks a signature cannot make one.
    private static final Set<SignatureAlgorithm> ASYMMETRIC = Set.of(SignatureAlgorithm.values());

    private final String issuer;
    private final String audience;
    private final @Nullable URI jwkSet;
    private final @Nullable Path publicKey;

    /// @throws BadSettingException where something is missing or said twice
    Tokens(TokenSettings settings) {
        issuer = required("issuer", settings.issuer());
        audience = required("audience", settings.audience());
        jwkSet = settings.jwkSet();
        publicKey = settings.publicKey();
        if (jwkSet != null && publicKey != null) {
            throw bad("jwk-set", "has the issuer's keys, and so has public-key: choose one", null);
        }
        if (publicKey == null) {
            requireSafe(jwkSet == null ? URI.create(issuer) : jwkSet);
        }
    }

    private static String required(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw bad(name, "is to be said, where tokens are taken", null);
        }
        return value;
    }

    /// Whoever changes keys on their way makes tokens of their own.
    private static void requireSafe(URI keys) {
        String host = Objects.requireNonNullElse(keys.getHost(), "");
        boolean isHere = host.equals("localhost") || host.equals(loopback());
        if (!"https".equals(keys.getScheme()) && !isHere) {
            throw bad("jwk-set", "(or issuer, where there is none) is no https address", null);
        }
    }

    private static String loopback() {
        return InetAddress.getLoopbackAddress().getHostAddress();
    }

    JwtDecoder decoder(InstantSource clock) {
        var validator = validator(clock);
        if (publicKey != null) {
            var decoder =
                    NimbusJwtDecoder.withPublicKey(key(publicKey))
                            .signatureAlgorithm(SignatureAlgorithm.RS256)
                            .validateType(false)
                            .build();
            decoder.setJwtValidator(validator);
            return decoder;
        }
        // Asked for when the first token comes: the issuer need not be there before we are.
        return new SupplierJwtDecoder(() -> {
            var keys =
                    jwkSet == null
                            ? NimbusJwtDecoder.withIssuerLocation(issuer)
                            : NimbusJwtDecoder.withJwkSetUri(jwkSet.toString());
            var decoder =
                    keys.jwsAlgorithms(known -> known.addAll(ASYMMETRIC))
                            .validateType(false)
                            .build();
            decoder.setJwtValidator(validator);
            return decoder;
        });
    }

    private OAuth2TokenValidator<Jwt> validator(InstantSource clock) {
        var times = new JwtTimestampValidator();
        times.setClock(clock.withZone(ZoneOffset.UTC));
        times.setAllowEmptyExpiryClaim(false);
        var types = new JwtTypeValidator("JWT", "at+jwt");
        types.setAllowEmpty(true);
        return new DelegatingOAuth2TokenValidator<>(
                times,
                types,
                new JwtIssuerValidator(issuer),
                // Where there is no such claim, neither is asked, and the token is refused.
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD, aud -> aud.contains(audience)),
                new JwtClaimValidator<String>(JwtClaimNames.SUB, sub -> !sub.isBlank()));
    }

    private static RSAPublicKey key(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            return Objects.requireNonNull(RsaKeyConverters.x509().convert(pem));
        } catch (IOException | RuntimeException e) {
            throw bad("public-key", "is no file with an RSA public key in PEM", e);
        }
    }

    private static BadSettingException bad(
            String name, String sentence, @Nullable Exception cause) {
        return new BadSettingException(
                SETTINGS + name,
                new IllegalArgumentException(SETTINGS + name + " " + sentence, cause));
    }
}
