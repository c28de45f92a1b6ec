namespace Sandbox.Postgres.Servers.Binaries;

/// <summary>Finds programs as a shell would.</summary>
internal static class ProgramSearch
{
    /// <summary>The path of a program that PATH knows; null where it does not.</summary>
    /// <param name="name">The program's name without an extension.</param>
    public static string? Find(string name)
    {
        string[] names = OperatingSystem.IsWindows() ? [name + ".exe", name + ".cmd"] : [name];
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .SelectMany(folder => names.Select(candidate => Path.Combine(folder, candidate)))
            .FirstOrDefault(File.Exists);
    }
}
