using System.Collections.Frozen;

namespace Sandbox.Postgres.Connections;

/// <summary>
/// Settings by libpq's key words, as text. The first source that sets a key wins; an empty value counts as not set. A key that is not
/// known here is an error, so that a misspelled <c>sslmode</c> never goes unnoticed.
/// </summary>
internal sealed class ConnectionSettings
{
    /// <summary>Where to go: taken from the environment only where the target says <c>env</c>.</summary>
    private static readonly (string Variable, string Key)[] s_place =
    [
        ("PGHOST", "host"), ("PGHOSTADDR", "hostaddr"), ("PGPORT", "port"), ("PGDATABASE", "dbname"), ("PGSERVICE", "service"),
        ("PGTARGETSESSIONATTRS", "target_session_attrs"),
    ];

    /// <summary>How to log in: taken from the environment wherever the target leaves it open.</summary>
    private static readonly (string Variable, string Key)[] s_manner =
    [
        ("PGUSER", "user"), ("PGPASSWORD", "password"), ("PGPASSFILE", "passfile"), ("PGSSLMODE", "sslmode"),
        ("PGSSLROOTCERT", "sslrootcert"), ("PGSSLCERT", "sslcert"), ("PGSSLKEY", "sslkey"), ("PGCHANNELBINDING", "channel_binding"),
        ("PGMAXPROTOCOLVERSION", "max_protocol_version"), ("PGCONNECT_TIMEOUT", "connect_timeout"), ("PGAPPNAME", "application_name"),
    ];

    private static readonly FrozenSet<string> s_keys = FrozenSet.Create(
        StringComparer.Ordinal,
        "host", "hostaddr", "port", "dbname", "user", "password", "passfile", "service", "sslmode", "sslrootcert", "sslcert", "sslkey", "channel_binding",
        "max_protocol_version", "connect_timeout", "application_name", "fallback_application_name", "target_session_attrs", "client_encoding", "gssencmode");

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>The value of a key; null where it is not set or empty.</summary>
    public string? this[string key] => _values.GetValueOrDefault(key) is { Length: > 0 } value ? value : null;

    /// <summary>The keys that are set.</summary>
    public IEnumerable<string> Keys => _values.Keys;

    /// <summary>Sets a key, as the latest word of its source.</summary>
    /// <param name="key">libpq's key word.</param>
    /// <param name="value">The value, unquoted.</param>
    /// <param name="source">Where it stands, for the error.</param>
    public void Set(string key, string value, string source)
    {
        CheckKey(key, source);
        if (value.Contains('\0', StringComparison.Ordinal))
        {
            throw new SandboxException(ExitCode.Usage, $"{source}: the value of \"{key}\" holds a NUL character; remove it");
        }

        _values[key] = value;
    }

    /// <summary>Sets a key that no source before has set.</summary>
    /// <inheritdoc cref="Set"/>
    public void SetDefault(string key, string value, string source)
    {
        CheckKey(key, source);
        if (this[key] is null)
        {
            Set(key, value, source);
        }
    }

    public void AddPlace(IReadOnlyDictionary<string, string?> environment) => Add(s_place, environment);

    public void AddManner(IReadOnlyDictionary<string, string?> environment) => Add(s_manner, environment);

    private void Add((string Variable, string Key)[] variables, IReadOnlyDictionary<string, string?> environment)
    {
        foreach (var (variable, key) in variables)
        {
            if (environment.GetValueOrDefault(variable) is { Length: > 0 } value)
            {
                SetDefault(key, value, variable);
            }
        }
    }

    private static void CheckKey(string key, string source)
    {
        if (s_keys.Contains(key))
        {
            return;
        }

        var advice = key switch
        {
            "options" => "server options are not taken from a target; put SET into the script",
            "replication" => "a replication connection runs no script",
            _ => $"known are {string.Join(", ", s_keys.Order(StringComparer.Ordinal))}",
        };
        throw new SandboxException(ExitCode.Usage, $"{source}: the key \"{key}\" is not supported; {advice}");
    }
}
