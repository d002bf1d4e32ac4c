package dev.interim.access;

import static org.springframework.security.config.Customizer.withDefaults;

import jakarta.servlet.DispatcherType;
import java.time.InstantSource;
import java.util.EnumSet;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.SecurityFilterChain;
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

    @Bean
    KeyRing keyRing(AccessSettings settings) {
        return new KeyRing(settings);
    }

    @Bean
    SecurityFilterChain whoMayDoWhat(
            HttpSecurity http,
            KeyRing keys,
            TokenSettings tokens,
            Tickets tickets,
            InstantSource clock,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        var door = new Door();
        var refusals = new Refusals(problems);
        // Nothing is kept in cookies, so there is nothing that another page could make use of.
        http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(
                        it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .securityContext(it -> it.securityContextRepository(door.contexts()))
                .headers(it -> it.defaultsDisabled().cacheControl(withDefaults()))
                .exceptionHandling(
                        it -> it.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .authorizeHttpRequests(ServerWiring::authorize)
                .addFilterBefore(
                        new KeyFilter(keys, door, refusals),
                        AbstractPreAuthenticatedProcessingFilter.class)
                .addFilterBefore(
                        new TicketFilter(tickets, door, refusals),
                        AnonymousAuthenticationFilter.class);
        if (tokens.isConfigured()) {
            var decoder = new Tokens(tokens).decoder(clock);
            var bearer = new DefaultBearerTokenResolver();
            http.oauth2ResourceServer(
                    it ->
                            it.authenticationEntryPoint(refusals)
                                    .bearerTokenResolver(
                                            request ->
                                                    KeyFilter.bearersKey(request) == null
                                                            ? bearer.resolve(request)
                                                            : null)
                                    .jwt(
                                            jwt ->
                                                    jwt.decoder(decoder)
                                                            .jwtAuthenticationConverter(
                                                                    new TokenCallers(tokens))));
        }
        return http.build();
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
