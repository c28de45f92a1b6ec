using System.IO.Compression;
using System.Xml.Linq;

namespace Sandbox.Architecture.Tests.Packages;

/// <summary>Everything that `dotnet pack` makes of the product, in a folder that serves as a source of packages.</summary>
/// <param name="path">The folder.</param>
internal sealed class ProductFeed(string path)
{
    /// <summary>The projects that are packed.</summary>
    public static IReadOnlyList<string> Projects { get; } =
    [
        "src/Sandbox.Syntax", "src/Sandbox.Postgres", "src/Sandbox.Rehearsal", "src/Sandbox.Lifecycle", "src/Sandbox.NUnit", "src/Sandbox.Cli", "analyzers/Sandbox.Analyzers.CodeFixes",
    ];

    /// <summary>Where the packed tool says that the rules' pages are.</summary>
    public const string RulePages = "https://pages.invalid/rules/";

    /// <summary>The folder's full path.</summary>
    public string Path { get; } = Directory.CreateDirectory(path).FullName;

    /// <summary>What packing printed.</summary>
    public string Output { get; private set; } = "";

    /// <summary>The files' names without their version.</summary>
    public IReadOnlyList<string> Files => [.. Directory.GetFiles(Path, "*.*nupkg").Select(file => System.IO.Path.GetFileName(file).Replace($".{Version}.", ".", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>The product's version.</summary>
    public static string Version { get; } = XDocument.Parse(Repository.Read("Directory.Build.props")).Descendants("Version").Single().Value;

    /// <summary>Packs what was built with these tests; the tool is built and compiled for its platform as it is for everybody.</summary>
    public void Pack()
    {
        foreach (var project in Projects)
        {
            string[] built = project.EndsWith("Cli", StringComparison.Ordinal) ? ["-c", "Release", "-p:RunAnalyzers=false", $"-p:RulePages={RulePages}"] : ["-c", Repository.BuiltWith("Configuration"), "--no-build"];
            Output += DotNet.Run(["pack", Repository.PathOf(project), "-o", Path, "-nodeReuse:false", "-p:UseSharedCompilation=false", .. built]);
        }
    }

    /// <summary>Opens a package.</summary>
    /// <param name="file">Its name, as <see cref="Files"/> has it.</param>
    public ZipArchive Open(string file)
    {
        var (name, extension) = (System.IO.Path.GetFileNameWithoutExtension(file), System.IO.Path.GetExtension(file));
        return ZipFile.OpenRead(System.IO.Path.Combine(Path, $"{name}.{Version}{extension}"));
    }
}
