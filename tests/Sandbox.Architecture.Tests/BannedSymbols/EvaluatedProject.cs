using System.Text.Json;

namespace Sandbox.Architecture.Tests.BannedSymbols;

/// <summary>What MSBuild makes of a project file with everything that it imports.</summary>
internal sealed class EvaluatedProject
{
    private static readonly string[] KnownProperties =
        ["NoWarn", "RunAnalyzers", "TreatWarningsAsErrors", "GenerateDocumentationFile", "Deterministic", "NuGetAudit", "RestorePackagesWithLockFile"];

    private readonly JsonElement _answer;

    private EvaluatedProject(JsonElement answer) => _answer = answer;

    /// <summary>Evaluates a project.</summary>
    /// <param name="path">The project file.</param>
    public static EvaluatedProject Of(string path)
    {
        var answer = DotNet.Run(
            ["msbuild", path, "-nologo", "-nodeReuse:false", "-getItem:AdditionalFiles", "-getItem:PackageReference", .. KnownProperties.Select(static name => $"-getProperty:{name}")]);
        return new EvaluatedProject(JsonSerializer.Deserialize<JsonElement>(answer));
    }

    /// <summary>The full paths of an item's entries.</summary>
    /// <param name="name">AdditionalFiles or PackageReference.</param>
    public IReadOnlyList<string> Items(string name) =>
        [.. _answer.GetProperty("Items").GetProperty(name).EnumerateArray().Select(static item => Path.GetFullPath(item.GetProperty("FullPath").GetString()!))];

    /// <summary>A property's value.</summary>
    /// <param name="name">One of the known properties.</param>
    public string Property(string name) => _answer.GetProperty("Properties").GetProperty(name).GetString()!;
}
