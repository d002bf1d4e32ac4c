package dev.interim.web;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.resource.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/// Deletes the two empty folders that each server makes in the temporary directory to start, one
/// for static files and one for what does not fit into memory.
///
/// Nothing is put there: static files come from the class path, and the parts of a form stay in
/// memory. A process that is killed would leave them.
@Component
class JettyFolders implements ApplicationListener<WebServerInitializedEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(JettyFolders.class);
    private static final String MADE_FOR_FILES = "jetty-docbase.";

    @Override
    public void onApplicationEvent(WebServerInitializedEvent event) {
        if (event.getWebServer() instanceof JettyWebServer jetty) {
            jetty.getServer().getDescendants(ContextHandler.class).forEach(JettyFolders::delete);
        }
    }

    private static void delete(ContextHandler context) {
        File scratch = context.getTempDirectory();
        if (scratch != null) {
            deleteEmpty(scratch.toPath());
        }
        if (context.getBaseResource() != null) {
            for (Resource resource : context.getBaseResource()) {
                Path path = resource.getPath();
                if (path != null && String.valueOf(path.getFileName()).startsWith(MADE_FOR_FILES)) {
                    deleteEmpty(path);
                }
            }
        }
    }

    private static void deleteEmpty(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.debug("a folder of the server stays until it stops", e);
        }
    }
}
