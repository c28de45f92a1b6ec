using System.Globalization;
using Npgsql;

namespace Sandbox.Postgres.Connections;

/// <summary>
/// Reads what names a target: a URI, a conninfo string, or the word <c>env</c> for libpq's environment variables (PostgreSQL
/// manual, "Connection Strings" and "Environment Variables").
/// </summary>
/// <remarks>
/// Nothing connects where nobody meant it to: behind a URI, a conninfo string or single settings the environment may say how to log
/// in (PGUSER, PGPASSWORD, PGPASSFILE, PGSSLMODE, PGSSLROOTCERT, PGSSLCERT, PGSSLKEY, PGCHANNELBINDING, PGMAXPROTOCOLVERSION, PGCONNECT_TIMEOUT, PGAPPNAME, PGSERVICEFILE),
/// not where to (PGHOST, PGHOSTADDR, PGPORT, PGDATABASE, PGSERVICE, PGTARGETSESSIONATTRS). PGOPTIONS is never taken.
/// </remarks>
public static class ConnectionTargets
{
    private const int DefaultPort = 5432;

    private static readonly string[] s_socketFolders = ["/var/run/postgresql", "/tmp"];

    /// <summary>Reads a target.</summary>
    /// <param name="target">A URI, a conninfo string or <c>env</c>.</param>
    /// <param name="environment">The environment's variables, HOME among them.</param>
    /// <returns>The target with every default filled in as libpq does; several hosts are its <see cref="ConnectionTarget.Fallbacks"/>.</returns>
    /// <exception cref="SandboxException">It cannot be read, or names a setting that is not known (<see cref="ExitCode.Usage"/>).</exception>
    public static ConnectionTarget Parse(string target, IReadOnlyDictionary<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(environment);
        var settings = new ConnectionSettings();
        if (string.Equals(target, "env", StringComparison.Ordinal))
        {
            settings.AddPlace(environment);
        }
        else if (IsConnectionString(target))
        {
            Read(target, settings);
        }
        else
        {
            throw new SandboxException(ExitCode.Usage, "the target is neither a URI (postgresql://...), nor a conninfo string (host=... dbname=...), nor the word env; write one of them");
        }

        return Complete(settings, environment);
    }

    /// <summary>Whether psql takes what stands in the place of a database's name for a connection string.</summary>
    /// <param name="name">The name.</param>
    public static bool IsConnectionString(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ConnectionUri.Matches(name) || name.Contains('=', StringComparison.Ordinal);
    }

    /// <summary>Makes a target of single settings, such as the flags <c>-h -p -U -d</c>.</summary>
    /// <param name="settings">Values by libpq's key words: <c>host</c>, <c>port</c>, <c>user</c>, <c>dbname</c> ...</param>
    /// <param name="environment">The environment's variables, HOME among them.</param>
    /// <inheritdoc cref="Parse"/>
    public static ConnectionTarget FromSettings(IReadOnlyDictionary<string, string> settings, IReadOnlyDictionary<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(environment);
        var checkedSettings = new ConnectionSettings();
        foreach (var (key, value) in settings)
        {
            checkedSettings.Set(key, value, "the target");
        }

        return Complete(checkedSettings, environment);
    }

    /// <summary>Reads a connection string of Npgsql's, as the code of applications and tests has it (<c>Host=...;Username=...;Database=...</c>).</summary>
    /// <param name="connectionString">The string; of its keys those count that say where to connect, as whom, and how TLS is used.</param>
    /// <param name="environment">The environment's variables, HOME among them.</param>
    /// <inheritdoc cref="Parse"/>
    public static ConnectionTarget FromNpgsql(string connectionString, IReadOnlyDictionary<string, string?> environment)
    {
        NpgsqlConnectionStringBuilder builder;
        try
        {
            builder = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            // The message may repeat a part of the string, with the password.
            throw new SandboxException(ExitCode.Usage, "the target is no connection string that Npgsql can read; write Host=...;Username=...;Database=..., a URI or a conninfo string", error);
        }

        (string Key, string? Value)[] settings =
        [
            ("host", builder.Host), ("port", builder.Port.ToString(CultureInfo.InvariantCulture)), ("dbname", builder.Database), ("user", builder.Username), ("password", builder.Password),
            ("passfile", builder.Passfile), ("sslrootcert", builder.RootCertificate), ("sslcert", builder.SslCertificate), ("sslkey", builder.SslKey),
            ("sslmode", builder.SslMode switch
            {
                Npgsql.SslMode.VerifyCA => "verify-ca",
                Npgsql.SslMode.VerifyFull => "verify-full",
                var mode => mode.ToString().ToLowerInvariant(),
            }),
        ];
        return FromSettings(settings.Where(static setting => !string.IsNullOrEmpty(setting.Value)).ToDictionary(static setting => setting.Key, static setting => setting.Value!, StringComparer.Ordinal), environment);
    }

    private static ConnectionTarget Complete(ConnectionSettings settings, IReadOnlyDictionary<string, string?> environment)
    {
        if (settings["service"] is { } service)
        {
            ServiceFile.Read(service, settings, environment);
        }

        settings.AddManner(environment);
        var user = settings["user"] ?? Environment.UserName;
        var (mode, root) = SettingValues.Tls(settings);
        var template = new ConnectionTarget
        {
            Host = "",
            User = user,
            Database = settings["dbname"] ?? user,
            Password = settings["password"],
            SslMode = mode,
            SslRootCertificate = root ?? DefaultFile(settings, "sslrootcert", environment, "root.crt"),
            SslCertificate = settings["sslcert"] ?? DefaultFile(settings, "sslcert", environment, "postgresql.crt"),
            SslKey = settings["sslkey"] ?? DefaultFile(settings, "sslkey", environment, "postgresql.key"),
            ChannelBinding = SettingValues.ChannelBinding(settings),
            MaxProtocolVersion = SettingValues.MaxProtocolVersion(settings),
            SessionAttributes = SettingValues.SessionAttributes(settings),
            ApplicationName = settings["application_name"] ?? settings["fallback_application_name"] ?? "sandbox",
            ConnectTimeout = SettingValues.ConnectTimeout(settings),
        };
        SettingValues.CheckUnused(settings);
        var passwords = Passwords(settings, environment);
        var hosts = Hosts(settings, template).ConvertAll(host => host.Password is null ? host with { Password = passwords.Find(host) } : host);
        return hosts[0] with { Fallbacks = hosts[1..] };
    }

    /// <summary>Reads a connection string, which is a URI or else a conninfo string.</summary>
    internal static void Read(string connectionString, ConnectionSettings settings)
    {
        if (ConnectionUri.Matches(connectionString))
        {
            ConnectionUri.Read(connectionString, settings);
        }
        else
        {
            Conninfo.Read(connectionString, settings);
        }
    }

    /// <summary>The password that the environment, or the password file, has for a target that names none; null where there is none.</summary>
    internal static string? Password(ConnectionTarget target, IReadOnlyDictionary<string, string?> environment)
    {
        var settings = new ConnectionSettings();
        settings.AddManner(environment);
        return settings["password"] ?? Passwords(settings, environment).Find(target);
    }

    private static PasswordFile Passwords(ConnectionSettings settings, IReadOnlyDictionary<string, string?> environment) =>
        new(settings["passfile"] ?? HomeFolder.File(environment, ".pgpass"));

    /// <summary>libpq's usual place of a file, where it exists and the setting does not say otherwise.</summary>
    private static string? DefaultFile(ConnectionSettings settings, string key, IReadOnlyDictionary<string, string?> environment, string name)
    {
        var file = HomeFolder.File(environment, Path.Combine(".postgresql", name));
        return settings[key] is null && File.Exists(file) ? file : null;
    }

    private static List<ConnectionTarget> Hosts(ConnectionSettings settings, ConnectionTarget template)
    {
        var names = settings["host"]?.Split(',');
        var addresses = settings["hostaddr"]?.Split(',');
        var ports = settings["port"]?.Split(',') ?? [""];
        var count = (addresses ?? names ?? [""]).Length;
        if (names is not null && names.Length != count)
        {
            throw new SandboxException(ExitCode.Usage, $"the target has {names.Length} host names and {count} addresses (hostaddr); give as many of each");
        }

        if (ports.Length != 1 && ports.Length != count)
        {
            throw new SandboxException(ExitCode.Usage, $"the target has {ports.Length} ports and {count} hosts; give one port, or one for each host");
        }

        var hosts = new List<ConnectionTarget>(count);
        for (var i = 0; i < count; i++)
        {
            var port = Port(ports.Length == 1 ? ports[0] : ports[i]);
            var address = addresses?[i] is { Length: > 0 } given ? given : null;
            var name = names?[i] is { Length: > 0 } named ? named : address ?? DefaultHost(port);
            hosts.Add(template with { Host = name, HostAddress = address, Port = port });
        }

        return hosts;
    }

    private static string DefaultHost(int port) =>
        s_socketFolders.FirstOrDefault(folder => File.Exists(string.Create(CultureInfo.InvariantCulture, $"{folder}/.s.PGSQL.{port}"))) ?? "localhost";

    /// <summary>Reads a port; an empty text is the default one.</summary>
    internal static int Port(string text)
    {
        if (text.Length == 0)
        {
            return DefaultPort;
        }

        return int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? port
            : throw new SandboxException(ExitCode.Usage, $"port: \"{text}\" is not a number from 1 to 65535");
    }
}
