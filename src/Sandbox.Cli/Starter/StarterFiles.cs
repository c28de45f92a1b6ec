using System.Reflection;
using System.Text;

namespace Sandbox.Cli.Starter;

/// <summary>What <c>sandbox init</c> writes: a policy, a script with its fixture and its snapshot, a test project, a pipeline.</summary>
/// <param name="name">What the names of clones and sandboxes begin with.</param>
/// <param name="version">The version of the packages, this program's own.</param>
internal sealed class StarterFiles(string name, string version)
{
    private const int LongestName = 30;

    // With a byte order mark, as all snapshots.
    private static readonly UTF8Encoding s_snapshot = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>The files in parts: a part is written as a whole or, where something of it is there already, not at all.</summary>
    /// <param name="pipeline"><c>github</c>, <c>gitlab</c> or <c>none</c>.</param>
    public IReadOnlyList<StarterPart> Parts(string pipeline) =>
    [
        new("sandbox.json", [("sandbox.json", Bytes("sandbox.json"))]),
        new("rehearsals", [("rehearsals/clone.sql", Bytes("clone.sql")), ("rehearsals/first.sql", Bytes("first.sql")), ("rehearsals/first.verified.txt", [.. s_snapshot.Preamble, .. Bytes("first.verified.txt")])]),
        new("tests/Rehearsals.Tests", [("tests/Rehearsals.Tests/Rehearsals.Tests.csproj", Bytes("Rehearsals.Tests.csproj.starter")), ("tests/Rehearsals.Tests/RehearsalTests.cs", Bytes("RehearsalTests.cs.starter"))]),
        .. pipeline switch
        {
            "github" => [Alone(".github/workflows/rehearse.yml", "github.yml")],
            "gitlab" => [Alone(".gitlab-ci.yml", "gitlab.yml")],
            _ => Array.Empty<StarterPart>(),
        },
        Alone(".gitignore", "gitignore"),
    ];

    /// <summary>A name for databases made of a folder's: lower-case letters, digits and underscores, no digit first.</summary>
    /// <param name="folder">The folder's name.</param>
    public static string NameOf(string folder)
    {
        var letters = string.Concat(folder.ToLowerInvariant().Select(static c => char.IsAsciiLetterOrDigit(c) ? c : '_')).Trim('_');
        var name = letters.Length > LongestName ? letters[..LongestName].TrimEnd('_') : letters;
        return name.Length == 0 ? "shop" : char.IsAsciiDigit(name[0]) ? "db_" + name : name;
    }

    private StarterPart Alone(string path, string resource) => new(path, [(path, Bytes(resource))]);

    private byte[] Bytes(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("starter/" + resource) ?? throw new InvalidOperationException($"The program holds no starter/{resource}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Encoding.UTF8.GetBytes(reader.ReadToEnd()
            .Replace("{{name}}", name, StringComparison.Ordinal)
            .Replace("{{like}}", name.Replace("_", "\\_", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("{{version}}", version, StringComparison.Ordinal));
    }
}
