package dev.interim.web;

import java.util.Set;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/// The filters of the port for health and metrics, where it has one of its own: filters of the
/// service are not asked there.
///
/// Not found by scanning, which would add it to the service too: `META-INF/spring` names it.
@ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
class ManagementFilters {
    @Bean
    static FilterRegistrationBean<Strangers> managementStrangers(
            WebSettings settings, Environment environment, RefusalMeters meters, JsonMapper json) {
        var hosts = KnownHosts.ofManagement(settings, environment);
        var filter = new FilterRegistrationBean<>(new Strangers(hosts, Set.of(), meters, json));
        filter.setOrder(OtherOrigins.STRANGERS_ORDER);
        return filter;
    }
}
