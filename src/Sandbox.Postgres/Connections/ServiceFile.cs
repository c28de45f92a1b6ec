namespace Sandbox.Postgres.Connections;

/// <summary>
/// Reads a service: a section of key=value lines in PGSERVICEFILE or <c>~/.pg_service.conf</c>, then in <c>pg_service.conf</c> of
/// PGSYSCONFDIR (PostgreSQL manual, "The Connection Service File").
/// </summary>
internal static class ServiceFile
{
    public static void Read(string service, ConnectionSettings settings, IReadOnlyDictionary<string, string?> environment)
    {
        var own = environment.GetValueOrDefault("PGSERVICEFILE") is { Length: > 0 } named ? named : HomeFolder.File(environment, ".pg_service.conf");
        string[] files = environment.GetValueOrDefault("PGSYSCONFDIR") is { Length: > 0 } folder
            ? [own, Path.Combine(folder, "pg_service.conf")]
            : [own];
        if (!files.Any(file => TryRead(file, service, settings)))
        {
            throw new SandboxException(ExitCode.Usage, $"the service \"{service}\" is not in {string.Join(" nor in ", files)}; add a section [{service}] there or set PGSERVICEFILE");
        }
    }

    private static bool TryRead(string file, string service, ConnectionSettings settings)
    {
        if (!File.Exists(file))
        {
            return false;
        }

        var section = $"[{service}]";
        var isInside = false;
        var wasFound = false;
        var number = 0;
        foreach (var line in Lines(file).Select(static line => line.Trim()))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] == '[')
            {
                if (wasFound)
                {
                    break;
                }

                isInside = wasFound = string.Equals(line, section, StringComparison.Ordinal);
            }
            else if (isInside)
            {
                ReadLine(line, $"{file}:{number}", settings);
            }
        }

        return wasFound;
    }

    private static void ReadLine(string line, string source, ConnectionSettings settings)
    {
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            throw new SandboxException(ExitCode.Usage, $"{source}: a line of a service is key=value (LDAP look-ups are not supported)");
        }

        var key = line[..equals].TrimEnd();
        if (string.Equals(key, "service", StringComparison.Ordinal))
        {
            throw new SandboxException(ExitCode.Usage, $"{source}: a service cannot name another service; write its settings out");
        }

        settings.SetDefault(key, line[(equals + 1)..].TrimStart(), source);
    }

    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException(ExitCode.Usage, $"{file}: the service file cannot be read: {failure.Message}", failure);
        }
    }
}
