using System.Net.Sockets;
using ModBot.Holds;
using StackExchange.Redis;

namespace ModBot.Redis;

/// <summary>Turns Redis's errors into sentences that say what to do.</summary>
internal static class RedisErrors
{
    public static bool IsOfTheStore(Exception failure) => failure is RedisException or RedisCommandException or TimeoutException or SocketException;

    public static HoldStoreUnavailableException Unavailable(string server, Exception failure) => failure switch
    {
        RedisServerException refused => new($"Redis at {server} refuses to work: {Advice(refused.Message)} (it says: {refused.Message})", failure),
        RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure } => Password(server, failure),
        // Only the driver's time-out says that something was connected; its texts are long and hold nothing that an admin can use.
        TimeoutException => new(
            $"Redis at {server} does not answer. See whether the server hangs or the network is slow: redis-cli -h HOST -p PORT --latency.", failure),
        _ when failure.Message.Contains("NOAUTH", StringComparison.Ordinal) || failure.Message.Contains("WRONGPASS", StringComparison.Ordinal) =>
            Password(server, failure),
        // Between two attempts the driver has forgotten why the last one failed, so this may also be a missing password.
        _ => new(
            $"Redis at {server} cannot be reached. Start it (systemctl start redis-server), or say where it is and what its password is in MODBOT_REDIS__CONFIGURATION. ModBot reconnects by itself.",
            failure),
    };

    private static HoldStoreUnavailableException Password(string server, Exception failure) => new(
        $"Redis at {server} does not accept the password. Give the right one in MODBOT_REDIS__CONFIGURATION (host:port,password=...).", failure);

    private static string Advice(string message) => message.Split(' ')[0] switch
    {
        "OOM" => "it has used up its maxmemory. Raise it (redis-cli CONFIG SET maxmemory ...) or purge old holds; nothing that was stored is lost.",
        "MISCONF" => "it cannot write to its disk. Free some space and look at its log.",
        "READONLY" => "it is a replica. Set Redis:Configuration to the primary.",
        "LOADING" => "it is still loading its data. It will be ready soon.",
        "NOAUTH" or "WRONGPASS" => "it wants another password. Give it in MODBOT_REDIS__CONFIGURATION (host:port,password=...).",
        "CLUSTERDOWN" => "part of the cluster is down. See redis-cli CLUSTER INFO.",
        _ when message.Contains("unknown command", StringComparison.OrdinalIgnoreCase) => "it is too old. ModBot needs Redis 5 or newer.",
        _ => "see its log.",
    };
}
