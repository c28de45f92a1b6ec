using System.Globalization;
using System.Text.RegularExpressions;

namespace Sandbox.Architecture.Tests.BannedSymbols;

/// <summary>Runs the SDK's own compiler with the analyzer of banned symbols and this repository's list, as a build does.</summary>
internal static partial class CompilerRun
{
    /// <summary>The assemblies of .NET and of the packages that the product uses.</summary>
    public static IReadOnlyList<string> References { get; } = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);

    /// <summary>Compiles and gives the lines, from 1, on which a diagnostic stands, each once.</summary>
    /// <param name="diagnostic">The diagnostic's id.</param>
    /// <param name="source">The C# text.</param>
    public static IReadOnlyList<int> LinesWith(string diagnostic, string source)
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-compile-");
        try
        {
            var file = Path.Combine(folder.FullName, "Source.cs");
            File.WriteAllText(file, source);
            var analyzers = Repository.BuiltWith("BannedApiAnalyzers");
            string[] arguments =
            [
                "-nologo", "-noconfig", "-nostdlib", "-target:library", $"-out:{Path.Combine(folder.FullName, "Source.dll")}",
                $"-analyzer:{Path.Combine(analyzers, "Microsoft.CodeAnalysis.BannedApiAnalyzers.dll")}",
                $"-analyzer:{Path.Combine(analyzers, "Microsoft.CodeAnalysis.CSharp.BannedApiAnalyzers.dll")}",
                $"-additionalfile:{BannedSymbol.ListPath}",
                .. References.Select(static path => $"-reference:{path}"),
                file,
            ];
            var response = Path.Combine(folder.FullName, "arguments.rsp");
            File.WriteAllLines(response, arguments.Select(static argument => $"\"{argument}\""));
            var output = DotNet.Run(["exec", Repository.BuiltWith("Compiler"), "@" + response]);
            output.ShouldNotContain(": error CS", customMessage: output);
            output.ShouldNotContain("warning CS8032", customMessage: output);
            return [.. DiagnosticPattern().Matches(output)
                .Where(match => match.Groups["id"].Value == diagnostic)
                .Select(static match => int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture))
                .Distinct()
                .Order()];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex(@"\((?<line>\d+),\d+\): (warning|error) (?<id>[A-Z]+\d+):", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DiagnosticPattern();
}
