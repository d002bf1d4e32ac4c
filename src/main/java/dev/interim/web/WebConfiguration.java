package dev.interim.web;

import dev.interim.access.Caller;
import dev.interim.access.Callers;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Settings of the framework that have no property.
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {
    private static final long FOR_EVER = -1;

    static {
        // It is no parameter of the request.
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
    }

    private final Callers callers;

    WebConfiguration(Callers callers) {
        this.callers = callers;
    }

    /// Each stream writes on a virtual thread of its own: a stalled client blocks only that.
    @Override
    public void configureAsyncSupport(AsyncSupportConfigurer async) {
        var streams = new SimpleAsyncTaskExecutor("interim-stream-");
        streams.setVirtualThreads(true);
        async.setTaskExecutor(streams);
        async.setDefaultTimeout(FOR_EVER);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerArgument(callers));
    }

    @Bean
    OpenAPI description() {
        return new OpenAPI()
                .info(
                        new Info()
                                .title("Interim")
                                .version("0.1")
                                .description(
                                        """
                                        Statistics of a dataset while it is still being fetched.

                                        Start a job with `POST /jobs`, follow it with `GET /jobs/{id}/events`, \
                                        read it with `GET /jobs/{id}/result`. Every request that fails, also one \
                                        that is no HTTP at all, is answered by a problem (RFC 9457): its `kind` \
                                        is for programs, its `detail` for people.\
                                        """)
                                .contact(new Contact().name("The maintainers of Interim"))
                                .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url("/").description("This service")))
                .tags(
                        // In the order in which a newcomer needs them.
                        List.of(
                                tag("Jobs", "Start, watch, steer and end jobs, and read results"),
                                tag("Events", "Follow a job while it runs"),
                                tag("Timeline", "Look back at how a job ran"),
                                tag("Profiles", "Keep what a job has seen, and merge it later"),
                                tag("Races", "See the modes side by side"),
                                tag("Choices", "What a job can choose from")));
    }

    private static Tag tag(String name, String description) {
        return new Tag().name(name).description(description);
    }
}
