namespace Sandbox.Postgres.Connections;

/// <summary>Where a user's own files are: HOME, else what the system knows.</summary>
internal static class HomeFolder
{
    public static string File(IReadOnlyDictionary<string, string?> environment, string name) => Path.Combine(
        environment.GetValueOrDefault("HOME") is { Length: > 0 } home ? home : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        name);
}
