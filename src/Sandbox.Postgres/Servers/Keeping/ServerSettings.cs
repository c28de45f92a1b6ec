using System.Buffers;

namespace Sandbox.Postgres.Servers.Keeping;

/// <summary>The configuration of every throwaway server.</summary>
internal static class ServerSettings
{
    private static readonly SearchValues<char> s_plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/_-.");

    /// <summary>The superuser that initdb makes.</summary>
    public const string Superuser = "postgres";

    /// <summary>The port on loopback is the system's choice; a socket's number is always this one, because its folder is private.</summary>
    public const int SocketNumber = 5432;

    /// <summary>
    /// What the template's <c>postgresql.conf</c> ends with. Nothing has to survive, so nothing is synced. Autovacuum is off because
    /// its transactions would be foreign commits to the net-zero proof. Shared memory is mapped from the data folder, so that it
    /// goes with it and a container's small <c>/dev/shm</c> does not matter.
    /// </summary>
    public static string Template => OperatingSystem.IsWindows() ? ForAll : ForAll + """
        dynamic_shared_memory_type = mmap
        unix_socket_permissions = 0700

        """;

    // The blank lines at both ends keep it apart from what initdb wrote and from what follows.
    private const string ForAll = """

        fsync = off
        track_functions = all
        synchronous_commit = off
        full_page_writes = off
        wal_init_zero = off
        wal_recycle = off
        max_wal_size = 1GB
        checkpoint_timeout = 1h
        autovacuum = off
        wal_level = logical
        max_prepared_transactions = 10
        max_connections = 100
        shared_buffers = 128MB
        jit = off
        timezone = 'UTC'
        log_timezone = 'UTC'
        lc_messages = 'C'
        listen_addresses = ''
        include_if_exists 'sandbox.conf'

        """;

    /// <summary>What initdb is told, apart from the folder and the locale.</summary>
    /// <param name="major">The major version of initdb.</param>
    public static IReadOnlyList<string> Initdb(int major)
    {
        // A segment of 1 MB instead of 16 is 15 MB less to copy for each server.
        List<string> arguments = ["--no-sync", "--username", Superuser, "--encoding", "UTF8", "--wal-segsize", "1"];
        if (major >= 18)
        {
            arguments.Add("--no-data-checksums");
        }

        return arguments;
    }

    /// <summary>The settings of one server, which <see cref="Template"/> includes.</summary>
    /// <param name="clusterName">The server's own name.</param>
    /// <param name="socketDirectory">The folder of its socket.</param>
    public static string ForSocket(string clusterName, string socketDirectory) =>
        $"""
        cluster_name = {Quote(clusterName)}
        unix_socket_directories = {Quote(QuoteListItem(socketDirectory))}
        """;

    /// <summary>The settings of one server in a container: what may reach its socket is for the folder that it is in to say, and then for the password.</summary>
    /// <param name="clusterName">The server's own name.</param>
    /// <param name="socketDirectory">The folder of its socket, in the container.</param>
    public static string ForContainer(string clusterName, string socketDirectory) =>
        $"""
        {Template}
        {ForSocket(clusterName, socketDirectory)}
        unix_socket_permissions = 0777
        """;

    /// <summary>The settings of one server on Windows.</summary>
    /// <param name="clusterName">The server's own name.</param>
    /// <param name="port">Its port on loopback.</param>
    public static string ForLoopback(string clusterName, int port) =>
        $"""
        cluster_name = {Quote(clusterName)}
        unix_socket_directories = ''
        listen_addresses = '127.0.0.1'
        port = {port}
        """;

    /// <summary>A string of <c>postgresql.conf</c>, where a backslash escapes too.</summary>
    private static string Quote(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";

    // unix_socket_directories is a list: a comma or a blank in the path would end an item that is not quoted.
    private static string QuoteListItem(string path) => path.AsSpan().IndexOfAnyExcept(s_plain) < 0 ? path : $"\"{path.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
