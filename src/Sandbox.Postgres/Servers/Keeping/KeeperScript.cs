namespace Sandbox.Postgres.Servers.Keeping;

/// <summary>
/// The POSIX shell scripts that do everything in the work folder with the rights of the server's user. No value is ever part of a
/// script: they come as positional parameters.
/// </summary>
internal static class KeeperScript
{
    /// <summary>Makes a template: build folder, final folder, folder of the binaries, settings, then initdb's arguments.</summary>
    public const string Template = """
        build=$1 final=$2 bin=$3 settings=$4
        shift 4
        umask 077
        rm -rf "$final".*
        mkdir "$build" || exit 1
        "$bin/initdb" -D "$build/data" --auth trust --locale C.UTF-8 "$@" >"$build/log" 2>&1 ||
            { rm -rf "$build/data"; "$bin/initdb" -D "$build/data" --auth trust --locale C "$@" >"$build/log" 2>&1; } ||
            { cat "$build/log" >&2; rm -rf "$build"; exit 1; }
        printf '%s\n' "$settings" >>"$build/data/postgresql.conf" || exit 1
        mv "$build" "$final"
        """;

    /// <summary>
    /// Makes the folders of a server, closes standard output, and removes them again if standard input ends without the word <c>kept</c>: the owner was killed before there was a
    /// keeper. Run folder, socket folder.
    /// </summary>
    public const string Prepare = """
        trap '' HUP INT QUIT TERM
        umask 077
        mkdir "$1" && mkdir "$2" || exit 1
        exec >/dev/null
        read -r word
        [ "$word" = kept ] || rm -rf "$1" "$2"
        """;

    /// <summary>Ends what was left of a server: run folder, socket folder, postmaster's process id or nothing.</summary>
    public const string Remove = Ending + """

        run=$1 sockets=$2
        end "$3"
        """;

    /// <summary>
    /// Keeps a server in folders that <see cref="Prepare"/> made, while standard input is open: run folder, socket folder, the template's data folder, folder of the binaries,
    /// settings. Standard output ends when the postmaster does, because nothing else has it open. The last word on standard input
    /// may be <c>gone</c>: the postmaster never came up.
    /// </summary>
    /// <remarks>
    /// pg_ctl makes the postmaster the leader of a session of its own, so that an interrupt at the terminal does not reach it
    /// before the owner has rolled back. The keeper ignores the interrupt for the same reason.
    /// </remarks>
    public const string Keep = Ending + """

        run=$1 sockets=$2 template=$3 bin=$4 settings=$5
        trap '' HUP INT QUIT TERM
        umask 077
        word=gone
        start() {
            cp -R --reflink=auto "$template" "$run/data" 2>/dev/null ||
                { rm -rf "$run/data"; cp -cR "$template" "$run/data" 2>/dev/null; } ||
                { rm -rf "$run/data"; cp -R "$template" "$run/data"; } || return
            printf '%s\n' "$settings" >"$run/data/sandbox.conf" || return
            "$bin/pg_ctl" start -W -s -p "$bin/postgres" -D "$run/data" -l "$run/log" 3>&1 >/dev/null
        }
        start && word=started
        exec >/dev/null
        while read -r line; do word=$line; done
        pid=
        if [ "$word" != gone ]; then
            n=0
            until [ -s "$run/data/postmaster.pid" ] || [ $n -ge 250 ]; do n=$((n + 1)); pause; done
            read -r pid <"$run/data/postmaster.pid"
        fi
        end "$pid"
        """;

    // A postmaster that ended may stay a zombie where nobody reaps orphans (process 1 of a container): its lock file tells better.
    private const string Ending = """
        pause() { sleep 0.01 2>/dev/null || sleep 1; }
        end() {
            if [ -n "$1" ]; then
                kill -QUIT "$1" 2>/dev/null
                n=0
                while [ -e "$run/data/postmaster.pid" ] && kill -0 "$1" 2>/dev/null; do
                    n=$((n + 1))
                    [ $n -ne 1000 ] || kill -KILL "$1"
                    [ $n -lt 1100 ] || break
                    pause
                done
            fi
            rm -rf "$run" "$sockets" || { pause; rm -rf "$run" "$sockets"; }
        }

        """;
}
