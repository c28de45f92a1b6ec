using Sandbox.Postgres.Connections;

namespace Sandbox.Lifecycle.DryRuns;

/// <summary>How a dry run reaches the databases that are named in it. Of the environment only the password file and the files of TLS are taken: where to, as whom and into which database is said in the dry run alone.</summary>
/// <param name="environment">The environment's variables.</param>
internal sealed class DatabasePlaces(IReadOnlyDictionary<string, string?> environment)
{
    private static readonly string[] s_files = ["HOME", "APPDATA", "USERPROFILE", "PGPASSFILE", "PGSSLROOTCERT", "PGSSLCERT", "PGSSLKEY"];

    private readonly Dictionary<string, string?> _files = environment.Where(static variable => s_files.Contains(variable.Key, StringComparer.Ordinal))
        .ToDictionary(static variable => variable.Key, static variable => variable.Value, StringComparer.Ordinal);

    /// <summary>The target that a text names.</summary>
    /// <param name="text">A URI or conninfo string without a password.</param>
    public ConnectionTarget Target(string text) => ConnectionTargets.Parse(text, _files);

    /// <summary>The variables that lead, or could lead, to a server; their values are not told.</summary>
    /// <param name="production">The server that none may lead to.</param>
    public IEnumerable<string> LeadingTo(ConnectionTarget production) => environment
        .Where(variable => variable.Key is "PGHOST" or "PGHOSTADDR" or "PGSERVICE" or "PGPASSWORD" ? !string.IsNullOrEmpty(variable.Value) : variable.Value is { } value && Names(value, production))
        .Select(static variable => variable.Key).Order(StringComparer.Ordinal);

    private static bool Names(string value, ConnectionTarget production)
    {
        if (!value.Contains("postgres://", StringComparison.OrdinalIgnoreCase) && !value.Contains("postgresql://", StringComparison.OrdinalIgnoreCase) && !value.Contains("host=", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        return production.Hosts.Any(host => value.Contains(host, StringComparison.OrdinalIgnoreCase));
    }
}
