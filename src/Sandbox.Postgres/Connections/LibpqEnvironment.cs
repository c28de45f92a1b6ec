using System.Collections;
using System.Globalization;

namespace Sandbox.Postgres.Connections;

/// <summary>A target as libpq's environment variables say it (PostgreSQL manual, "Environment Variables"), for programs that are started.</summary>
public static class LibpqEnvironment
{
    // No file is there, so that no other password is looked up.
    private static readonly string s_noFile = Path.Combine(OperatingSystem.IsWindows() ? "NUL" : "/dev/null", "none");

    /// <summary>The variables of this process, as what reads a target takes them.</summary>
    public static IReadOnlyDictionary<string, string?> OfThisProcess() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(
            static variable => (string)variable.Key, static variable => (string?)variable.Value, OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    /// <summary>Lets a program's environment lead to a target and to nothing else: whatever else it says of PostgreSQL is taken out, other credentials too.</summary>
    /// <param name="environment">The environment that the program is started with.</param>
    /// <param name="target">The target.</param>
    /// <param name="passwordFile">A file in the form of <c>.pgpass</c> that holds the password, which then is no part of the environment; null for the target's own password.</param>
    public static void Lead(IDictionary<string, string?> environment, ConnectionTarget target, string? passwordFile = null)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(target);
        foreach (var name in environment.Keys.Where(static name => name.StartsWith("PG", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            environment.Remove(name);
        }

        foreach (var (name, value) in Variables(target, passwordFile))
        {
            if (value is not null)
            {
                environment[name] = value;
            }
        }
    }

    private static IEnumerable<(string Name, string? Value)> Variables(ConnectionTarget target, string? passwordFile) =>
    [
        ("PGHOST", target.Host),
        ("PGHOSTADDR", target.HostAddress),
        ("PGPORT", target.Port.ToString(CultureInfo.InvariantCulture)),
        ("PGDATABASE", target.Database),
        ("PGUSER", target.User),
        ("PGPASSWORD", passwordFile is null ? target.Password : null),
        ("PGPASSFILE", passwordFile ?? s_noFile),
        ("PGSSLMODE", Word(target.SslMode)),
        ("PGSSLROOTCERT", target.SslRootCertificate),
        ("PGSSLCERT", target.SslCertificate),
        ("PGSSLKEY", target.SslKey),
        ("PGCHANNELBINDING", target.ChannelBinding.ToString().ToLowerInvariant()),
        ("PGAPPNAME", target.ApplicationName),
    ];

    private static string Word(SslMode mode) => mode switch
    {
        SslMode.VerifyCa => "verify-ca",
        SslMode.VerifyFull => "verify-full",
        _ => mode.ToString().ToLowerInvariant(),
    };
}
