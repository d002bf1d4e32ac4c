package dev.interim.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.jspecify.annotations.Nullable;

/// Bounds how many connections one address has open; further ones are closed before anything is
/// read.
///
/// Any thread.
final class ConnectionPlaces implements Connection.Listener {
    private final int perAddress;
    private final Map<InetAddress, Integer> open = new HashMap<>();

    /// A closed connection no longer knows whose it was.
    private final Map<Connection, InetAddress> addresses = new HashMap<>();

    ConnectionPlaces(int perAddress) {
        this.perAddress = perAddress;
    }

    @Override
    public void onOpened(Connection connection) {
        var address = address(connection);
        if (address != null && enter(connection, address) > perAddress) {
            connection.getEndPoint().close();
        }
    }

    private synchronized int enter(Connection connection, InetAddress address) {
        addresses.put(connection, address);
        return open.merge(address, 1, Integer::sum);
    }

    @Override
    public synchronized void onClosed(Connection connection) {
        var address = addresses.remove(connection);
        if (address != null) {
            open.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /// How many are open.
    synchronized int count() {
        return open.values().stream().mapToInt(Integer::intValue).sum();
    }

    /// Whose it is; `null` for what is inside another connection.
    private static @Nullable InetAddress address(Connection connection) {
        var endPoint = connection.getEndPoint();
        return !(endPoint instanceof SslConnection.SslEndPoint)
                        && endPoint.getRemoteSocketAddress() instanceof InetSocketAddress remote
                ? remote.getAddress()
                : null;
    }
}
