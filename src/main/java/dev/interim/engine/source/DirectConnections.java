package dev.interim.engine.source;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.file.Path;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Lookup;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.util.Timeout;

/// Connections through sockets that know of no proxy, not even the one of `socksProxyHost`.
final class DirectConnections extends PoolingHttpClientConnectionManagerBuilder {
    @Override
    protected HttpClientConnectionOperator createConnectionOperator(
            SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
        return new ClosingOperator(
                ports,
                names,
                RegistryBuilder.<TlsSocketStrategy>create().register("https", tls).build());
    }

    /// Closes a connection that was opened for an exchange which has been closed meanwhile.
    private static final class ClosingOperator extends DefaultHttpClientConnectionOperator {
        ClosingOperator(
                SchemePortResolver ports, DnsResolver names, Lookup<TlsSocketStrategy> tls) {
            super(ignored -> new Socket(Proxy.NO_PROXY), ports, names, tls);
        }

        @Override
        public void connect(
                ManagedHttpClientConnection connection,
                HttpHost host,
                NamedEndpoint name,
                Path unixDomainSocket,
                InetSocketAddress local,
                Timeout timeout,
                SocketConfig config,
                Object attachment,
                HttpContext context)
                throws IOException {
            try {
                super.connect(
                        connection,
                        host,
                        name,
                        unixDomainSocket,
                        local,
                        timeout,
                        config,
                        attachment,
                        context);
            } finally {
                if (Exchange.isClosed(context)) {
                    // The connection may count as closed without a socket, and get one afterwards.
                    connection.close(CloseMode.IMMEDIATE);
                    Closer.closeQuietly(connection.getSocket());
                }
            }
        }
    }
}
