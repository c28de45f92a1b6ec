using System.Text.Json;

namespace Sandbox.Architecture.Tests.Packages;

/// <summary>A finding of a SARIF log that a compiler wrote.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Level">SARIF's word for its severity.</param>
/// <param name="File">The file's name.</param>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Column">Where it begins, from 1.</param>
/// <param name="EndColumn">Where it ends, exclusive.</param>
internal sealed record SampleFinding(string Rule, string Level, string File, int Line, int Column, int EndColumn)
{
    /// <summary>Reads one result.</summary>
    public static SampleFinding Read(JsonElement result)
    {
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        var region = place.GetProperty("region");
        return new SampleFinding(
            result.GetProperty("ruleId").GetString()!,
            result.GetProperty("level").GetString()!,
            Path.GetFileName(place.GetProperty("artifactLocation").GetProperty("uri").GetString()!),
            region.GetProperty("startLine").GetInt32(),
            region.GetProperty("startColumn").GetInt32(),
            region.GetProperty("endColumn").GetInt32());
    }
}
