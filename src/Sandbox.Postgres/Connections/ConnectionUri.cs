using System.Text;

namespace Sandbox.Postgres.Connections;

/// <summary>
/// Reads <c>postgresql://user:password@host:port,host:port/database?key=value</c> as libpq does (PostgreSQL manual, "Connection
/// URIs"). <see cref="Uri"/> knows no lists of hosts.
/// </summary>
internal static class ConnectionUri
{
    private const string Source = "the URI";

    private static readonly string[] s_schemes = ["postgresql://", "postgres://"];

    public static bool Matches(string text) => s_schemes.Any(scheme => text.StartsWith(scheme, StringComparison.Ordinal));

    public static void Read(string text, ConnectionSettings settings)
    {
        var rest = text[s_schemes.First(scheme => text.StartsWith(scheme, StringComparison.Ordinal)).Length..];
        rest = ReadCredentials(rest, settings);
        var query = Cut(ref rest, '?');
        var database = Cut(ref rest, '/');
        ReadHosts(rest, settings);
        if (database is { Length: > 0 })
        {
            settings.Set("dbname", Decode(database), Source);
        }

        foreach (var pair in query is { Length: > 0 } ? query.Split('&') : [])
        {
            ReadPair(pair, settings);
        }
    }

    private static string ReadCredentials(string rest, ConnectionSettings settings)
    {
        var end = rest.IndexOfAny(['@', '/']);
        if (end < 0 || rest[end] == '/')
        {
            return rest;
        }

        var user = rest[..end];
        if (Cut(ref user, ':') is { Length: > 0 } password)
        {
            settings.Set("password", Decode(password), Source);
        }

        settings.Set("user", Decode(user), Source);
        return rest[(end + 1)..];
    }

    private static void ReadHosts(string text, ConnectionSettings settings)
    {
        var hosts = new List<string>();
        var ports = new List<string>();
        foreach (var part in text.Split(','))
        {
            var host = part;
            string? port;
            if (part.StartsWith('['))
            {
                var end = part.IndexOf(']', StringComparison.Ordinal);
                if (end <= 1 || (end + 1 < part.Length && part[end + 1] != ':'))
                {
                    throw new SandboxException(ExitCode.Usage, $"{Source}: an IPv6 address is written in brackets, then a colon and the port: [::1]:5432");
                }

                host = part[1..end];
                port = end + 1 < part.Length ? part[(end + 2)..] : null;
            }
            else
            {
                port = Cut(ref host, ':');
            }

            hosts.Add(Decode(host));
            ports.Add(Decode(port ?? ""));
        }

        if (hosts.Exists(static host => host.Length > 0))
        {
            settings.Set("host", string.Join(',', hosts), Source);
        }

        if (ports.Exists(static port => port.Length > 0))
        {
            settings.Set("port", string.Join(',', ports), Source);
        }
    }

    private static void ReadPair(string pair, ConnectionSettings settings)
    {
        var name = pair;
        var value = Cut(ref name, '=');
        var key = Decode(name);
        if (value is null || value.Contains('=', StringComparison.Ordinal))
        {
            throw new SandboxException(ExitCode.Usage, $"{Source}: the parameter \"{key}\" is not of the form key=value; write %3D for an equals sign in a value");
        }

        // libpq takes what JDBC's URIs say.
        if (string.Equals(key, "ssl", StringComparison.Ordinal) && string.Equals(value, "true", StringComparison.Ordinal))
        {
            settings.Set("sslmode", "require", Source);
            return;
        }

        settings.Set(key, Decode(value), Source);
    }

    /// <summary>Cuts a text at the first separator.</summary>
    /// <returns>What stands behind it; null where there is none.</returns>
    private static string? Cut(ref string text, char separator)
    {
        var index = text.IndexOf(separator, StringComparison.Ordinal);
        if (index < 0)
        {
            return null;
        }

        var behind = text[(index + 1)..];
        text = text[..index];
        return behind;
    }

    /// <summary>Percent-decodes; a plus stays a plus, and what is not two hexadecimal digits is an error, as in libpq.</summary>
    private static string Decode(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '%')
            {
                if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                {
                    throw new SandboxException(ExitCode.Usage, $"{Source}: a percent sign without two hexadecimal digits behind it; write %25 for the sign itself");
                }

                bytes.Add(Convert.FromHexString(text.AsSpan(i + 1, 2))[0]);
                i += 3;
            }
            else
            {
                var plain = text.IndexOf('%', i) is var next and >= 0 ? next : text.Length;
                bytes.AddRange(Encoding.UTF8.GetBytes(text[i..plain]));
                i = plain;
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
