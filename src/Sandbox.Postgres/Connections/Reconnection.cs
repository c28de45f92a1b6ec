namespace Sandbox.Postgres.Connections;

/// <summary>Where psql's <c>\connect</c> leads from a connection (command.c, do_connect): what it does not name stays as it was.</summary>
public sealed record Reconnection
{
    private const string Source = "\\connect's arguments";

    private static readonly string[] s_reusable = ["dbname", "user", "host", "hostaddr", "port", "password", "application_name", "sslmode", "sslrootcert"];

    /// <summary>The database's name; null for the one before.</summary>
    public string? Database { get; init; }

    /// <summary>The role's name; null for the one before.</summary>
    public string? User { get; init; }

    /// <summary>The host's name, or the folder of a Unix socket; null for the one before.</summary>
    public string? Host { get; init; }

    /// <summary>The port, as it was written; null for the one before.</summary>
    public string? Port { get; init; }

    /// <summary>A URI or a conninfo string in place of the four; null where there is none.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Whether what is not named stays as it was (<c>-reuse-previous</c>); null for psql's own choice: not behind a connection string.</summary>
    public bool? ReusesPrevious { get; init; }

    /// <summary>The target that it leads to. The password stays where user, host and port do; else it is looked up as for a new target.</summary>
    /// <param name="current">The connection before.</param>
    /// <param name="environment">The environment's variables, HOME among them.</param>
    /// <exception cref="SandboxException">It cannot be read (<see cref="ExitCode.Usage"/>).</exception>
    public ConnectionTarget From(ConnectionTarget current, IReadOnlyDictionary<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(environment);
        if (!(ReusesPrevious ?? ConnectionString is null))
        {
            var other = ConnectionString is { } text
                ? ConnectionTargets.Parse(text, environment)
                : ConnectionTargets.FromSettings(Named().Where(static setting => setting.Value is not null).ToDictionary(static setting => setting.Key, static setting => setting.Value!, StringComparer.Ordinal), environment);
            return other with { ApplicationName = current.ApplicationName };
        }

        var settings = Settings();
        var host = settings["host"] ?? current.Host;
        var target = current with
        {
            Host = host,
            HostAddress = settings["hostaddr"] ?? (string.Equals(host, current.Host, StringComparison.Ordinal) ? current.HostAddress : null),
            Port = settings["port"] is { } port ? ConnectionTargets.Port(port) : current.Port,
            Database = settings["dbname"] ?? current.Database,
            User = settings["user"] ?? current.User,
            Fallbacks = [],
        };
        var isSame = target == current with { Database = target.Database, Fallbacks = target.Fallbacks };
        var (mode, root) = SettingValues.Tls(settings);
        target = target with
        {
            ApplicationName = settings["application_name"] ?? current.ApplicationName,
            SslMode = settings["sslmode"] is null && settings["sslrootcert"] is null ? current.SslMode : mode,
            SslRootCertificate = settings["sslrootcert"] is null ? current.SslRootCertificate : root,
        };
        return target with { Password = settings["password"] ?? (isSame ? current.Password : ConnectionTargets.Password(target with { Password = null }, environment)) };
    }

    private ConnectionSettings Settings()
    {
        var settings = new ConnectionSettings();
        if (ConnectionString is { } text)
        {
            ConnectionTargets.Read(text, settings);
        }

        foreach (var (key, value) in Named())
        {
            if (value is not null)
            {
                settings.Set(key, value, Source);
            }
        }

        return settings.Keys.FirstOrDefault(static key => !s_reusable.Contains(key)) is { } other
            ? throw new SandboxException(ExitCode.Usage, $"{Source}: the key \"{other}\" does not go with -reuse-previous; known are {string.Join(", ", s_reusable)}")
            : settings;
    }

    private IEnumerable<(string Key, string? Value)> Named() => [("dbname", Database), ("user", User), ("host", Host), ("port", Port)];
}
