namespace Sandbox.Architecture.Tests.References;

/// <summary>Who may see whom. A project that is not here has no place in the house yet.</summary>
internal static class House
{
    /// <summary>The product's projects, and which of them each may reference in its project file.</summary>
    public static IReadOnlyDictionary<string, string[]> Projects { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Sandbox.Syntax"] = [],
        ["Sandbox.Linting"] = ["Sandbox.Syntax"],
        ["Sandbox.Postgres"] = ["Sandbox.Syntax"],
        ["Sandbox.Rehearsal"] = ["Sandbox.Postgres"],
        ["Sandbox.Lifecycle"] = ["Sandbox.Postgres", "Sandbox.Rehearsal"],
        ["Sandbox.NUnit"] = ["Sandbox.Rehearsal", "Sandbox.Lifecycle"],
        ["Sandbox.Cli"] = ["Sandbox.Syntax", "Sandbox.Linting", "Sandbox.Postgres", "Sandbox.Rehearsal", "Sandbox.Lifecycle"],
    };

    /// <summary>The packages that each may name in its project file.</summary>
    public static IReadOnlyDictionary<string, string[]> Packages { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Sandbox.Syntax"] = [],
        ["Sandbox.Linting"] = [],
        ["Sandbox.Postgres"] = ["Npgsql"],
        ["Sandbox.Rehearsal"] = ["Microsoft.Extensions.Logging.Abstractions"],
        ["Sandbox.Lifecycle"] = ["YamlDotNet"],
        ["Sandbox.NUnit"] = ["NUnit"],
        ["Sandbox.Cli"] = ["System.CommandLine", "Spectre.Console", "DiffEngine"],
    };

    /// <summary>
    /// The assemblies from packages that each may use in its code. Rehearsal's guard and NUnit's fixtures take and give the
    /// connections of the users' own code, so they know Npgsql, which comes to them through Sandbox.Postgres.
    /// </summary>
    public static IReadOnlyDictionary<string, string[]> Libraries { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Sandbox.Syntax"] = [],
        ["Sandbox.Linting"] = [],
        ["Sandbox.Postgres"] = ["Npgsql"],
        ["Sandbox.Rehearsal"] = ["Npgsql", "Microsoft.Extensions.Logging.Abstractions"],
        ["Sandbox.Lifecycle"] = ["YamlDotNet", "Npgsql"],
        ["Sandbox.NUnit"] = ["nunit.framework", "Npgsql"],
        ["Sandbox.Cli"] = ["System.CommandLine", "Spectre.Console", "DiffEngine"],
    };

    /// <summary>What a project sees: what it references, and what those see.</summary>
    /// <param name="project">The project.</param>
    public static IReadOnlySet<string> SeenBy(string project)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>(Projects[project]);
        while (open.TryDequeue(out var next))
        {
            if (seen.Add(next))
            {
                foreach (var further in Projects[next])
                {
                    open.Enqueue(further);
                }
            }
        }

        return seen;
    }
}
