package dev.interim.access;

import static org.springframework.security.config.Customizer.withDefaults;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.preauth.AbstractPreAuthenticatedProcessingFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// The door of a service that asks everybody who they are. Spring Boot's own arrangement of it is
/// left out (the application excludes it), so that nothing of it is loaded where nobody is asked.
@Configuration(proxyBeanMethods = false)
@Profile(Contradictions.SERVER)
@EnableWebSecurity
class ServerWiring {
    /// Before it come only those who keep strangers' pages out.
    private static final int ORDER = -100;

    /// What everybody may read: the page and the description of the API hold no data. Health and
    /// metrics are not here but on a port of their own.
    private static final String[] OPEN = {
        "/",
        "/index.html",
        "/icon.svg",
        "/app/**",
        "/style/**",
        "/swagger-ui.html",
        "/swagger-ui/**",
        "/v3/api-docs",
        "/v3/api-docs.yaml",
        "/v3/api-docs/**",
        "/actuator/**"
    };

    @Bean
    DelegatingFilterProxyRegistrationBean door() {
        var door = new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
        door.setOrder(ORDER);
        door.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        return door;
    }

    /// Together, since filters that are beans would stand before the door as well.
    @Bean
    Guards guards(
            AccessSettings settings,
            Tickets tickets,
            Quotas quotas,
            QuotaSettings limits,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        var door = new Door();
        var refusals = new Refusals(problems);
        return new Guards(
                door,
                refusals,
                new KeyFilter(new KeyRing(settings), door, refusals),
                new TicketFilter(tickets, door, refusals),
                new QuotaFilter(quotas, limits, refusals));
    }

    @Bean
    SecurityFilterChain whoMayDoWhat(
            HttpSecurity http, Guards guards, TokenSettings tokens, InstantSource clock) {
        var refusals = guards.refusals();
        // Nothing is kept in cookies, so there is nothing that another page could make use of.
        http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .securityContext(it -> it.securityContextRepository(guards.door().contexts()))
                .headers(it -> it.defaultsDisabled().cacheControl(withDefaults()))
                .exceptionHandling(
                        it -> it.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .authorizeHttpRequests(ServerWiring::authorize)
                .addFilterBefore(guards.keys(), AbstractPreAuthenticatedProcessingFilter.class)
                .addFilterBefore(guards.tickets(), AnonymousAuthenticationFilter.class)
                .addFilterAfter(guards.quotas(), AuthorizationFilter.class);
        if (tokens.isConfigured()) {
            var decoder = new Tokens(tokens).decoder(clock);
            http.oauth2ResourceServer(it ->
                    it.authenticationEntryPoint(refusals)
                            .withObjectPostProcessor(new Failing(refusals))
                            .bearerTokenResolver(ServerWiring::token)
                            .jwt(jwt ->
                                    jwt.decoder(decoder)
                                            .jwtAuthenticationConverter(new TokenCallers(tokens))));
        }
        return http.build();
    }

    /// Otherwise an issuer that does not answer would pass for a mistake of ours.
    private record Failing(Refusals refusals)
            implements ObjectPostProcessor<BearerTokenAuthenticationFilter> {
        @Override
        public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
            filter.setAuthenticationFailureHandler(refusals::commence);
            return filter;
        }
    }

    /// What may be a token: what a bearer has and is no key.
    private static @Nullable String token(HttpServletRequest request) {
        return KeyFilter.bearersKey(request) == null
                ? new DefaultBearerTokenResolver().resolve(request)
                : null;
    }

    /// By the method and not by the path: a new endpoint needs no line here, and is not forgotten.
    private static void authorize(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
                    requests) {
        String read = Role.READ.label();
        requests
                // Who came this far was let in by the request that this is the rest of.
                .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                .permitAll()
                .dispatcherTypeMatchers(DispatcherType.FORWARD)
                .permitAll()
                .requestMatchers(HttpMethod.GET, OPEN)
                .permitAll()
                .requestMatchers(HttpMethod.HEAD, OPEN)
                .permitAll()
                .requestMatchers(HttpMethod.GET)
                .hasAuthority(read)
                .requestMatchers(HttpMethod.HEAD)
                .hasAuthority(read)
                .requestMatchers(HttpMethod.OPTIONS)
                .hasAuthority(read)
                .requestMatchers(HttpMethod.POST, "/tickets")
                .hasAuthority(read)
                .anyRequest()
                .hasAuthority(Role.SUBMIT.label());
    }
}
