using System.Globalization;
using System.Text;

namespace Sandbox.Postgres.Connections;

/// <summary>
/// Looks a password up in a file of <c>host:port:database:user:password</c> lines (PostgreSQL manual, "The Password File"). libpq
/// ignores a file that others may read, with a warning; here that is an error where the file has the password that is looked for.
/// </summary>
internal sealed class PasswordFile(string file)
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The password for a target; null where the file has none, or does not exist.</summary>
    public string? Find(ConnectionTarget target)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        // The manual's name for a socket in the folder that the server was built with, one of two.
        var alias = target.Host is "/var/run/postgresql" or "/tmp" ? "localhost" : target.Host;
        string[] hosts = [target.Host, alias];
        string[] names = [target.Port.ToString(CultureInfo.InvariantCulture), target.Database, target.User];
        string[][] wanted = [hosts, .. names.Select(static name => (string[])[name])];
        foreach (var line in Lines())
        {
            if (line.Length > 0 && line[0] != '#' && Match(line, wanted) is { } password)
            {
                CheckAccess();
                return password;
            }
        }

        return null;
    }

    /// <returns>The password of a line that matches; else null.</returns>
    private static string? Match(string line, string[][] wanted)
    {
        var position = 0;
        foreach (var values in wanted)
        {
            var (field, isWildcard, next) = Field(line, position);
            if (next is null || (!isWildcard && !values.Contains(field, StringComparer.Ordinal)))
            {
                return null;
            }

            position = next.Value;
        }

        return Field(line, position).Text;
    }

    /// <summary>One field without its escapes, whether it is a bare star, and where the next begins (null at the line's end).</summary>
    private static (string Text, bool IsWildcard, int? Next) Field(string line, int start)
    {
        var text = new StringBuilder();
        for (var i = start; i < line.Length; i++)
        {
            if (line[i] == ':')
            {
                return (text.ToString(), i == start + 1 && line[start] == '*', i + 1);
            }

            if (line[i] == '\\' && i + 1 < line.Length)
            {
                i++;
            }

            text.Append(line[i]);
        }

        return (text.ToString(), false, null);
    }

    private string[] Lines()
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException(ExitCode.Usage, $"{file}: the password file cannot be read: {failure.Message}", failure);
        }
    }

    private void CheckAccess()
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != UnixFileMode.None)
        {
            throw new SandboxException(ExitCode.Usage, $"{file}: others than its owner may read this password file; run chmod 0600 on it");
        }
    }
}
