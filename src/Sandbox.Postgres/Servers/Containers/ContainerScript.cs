namespace Sandbox.Postgres.Servers.Containers;

/// <summary>What runs in a container instead of its image's own entry point. No value is part of it: they come as positional parameters.</summary>
internal static class ContainerScript
{
    /// <summary>Where the container sees the password's file.</summary>
    public const string Password = "/sandbox/password";

    /// <summary>Where the container sees the socket's folder.</summary>
    public const string Sockets = "/sandbox/sockets";

    /// <summary>What the one who runs it may do besides: hand over to the server's user what is the server's.</summary>
    public static readonly IReadOnlyList<string> Capabilities = ["CHOWN", "DAC_OVERRIDE", "SETGID", "SETUID"];

    /// <summary>
    /// Makes a cluster and runs its server as <c>postgres</c> until standard input ends, which it does with whoever started it, even by SIGKILL, or until it is told to end: data folder, settings,
    /// then initdb's arguments. The password is read from its file, and is for the time of initdb in memory that only the server's user can read.
    /// </summary>
    public const string Run = """
        set -eu
        umask 077
        exec 3<&0
        data=$1 settings=$2
        shift 2
        for folder in /usr/lib/postgresql/*/bin; do PATH=$folder:$PATH; done
        as_postgres() {
            if command -v gosu >/dev/null; then exec gosu postgres "$@"; fi
            exec setpriv --reuid=postgres --regid=postgres --init-groups "$@"
        }
        mkdir -p "$data"
        chown postgres "$data"
        IFS= read -r line </sandbox/password
        printf '%s\n' "${line##*:}" >/dev/shm/password
        chown postgres /dev/shm/password
        (as_postgres initdb --pgdata "$data" --auth-local=scram-sha-256 --auth-host=reject --pwfile=/dev/shm/password --no-locale "$@" >/dev/null)
        rm /dev/shm/password
        printf '%s\n' "$settings" >>"$data/postgresql.conf"
        trap 'exit 0' TERM
        { cat <&3 >/dev/null; kill "$$"; } &
        (as_postgres postgres -D "$data") &
        wait "$!"
        """;
}
