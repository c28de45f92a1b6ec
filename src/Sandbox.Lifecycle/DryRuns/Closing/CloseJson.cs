using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Lifecycle.DryRuns.Closing;

/// <summary>A close for programs.</summary>
public static class CloseJson
{
    /// <summary>The document, with a line break at its end.</summary>
    /// <param name="close">The close.</param>
    public static string Write(DryRunClose close)
    {
        ArgumentNullException.ThrowIfNull(close);
        return JsonObjectText.Of(isIndented: true, json =>
        {
            json.WriteNumber("schemaVersion", 1);
            json.WriteString("run", close.Run);
            json.WriteString("description", close.Description);
            json.WriteBoolean("cleanlyClosed", close.IsClean);
            json.WriteBoolean("cameToEnd", close.CameToEnd);
            json.WriteNumber("exitCode", close.ExitCode);
            json.WriteString("failure", close.Failure?.Message);
            json.WriteObjects("gates", close.Gates, static (json, gate) =>
            {
                json.WriteString("id", gate.Id);
                json.WriteString("name", gate.Name);
                json.WriteBoolean("passed", gate.Passed);
                json.WriteString("evidence", gate.Evidence);
            });
            json.WriteObjects("scenarios", close.Scenarios, static (json, scenario) =>
            {
                json.WriteString("name", scenario.Name);
                json.WriteTruth("passed", scenario.Passed);
                json.WriteString("evidence", scenario.Evidence);
            });
            json.WriteObjects("facts", close.Facts, static (json, fact) =>
            {
                json.WriteString("id", fact.Id);
                json.WriteString("subject", fact.Subject);
                json.WriteString("before", fact.Before);
                json.WriteString("after", fact.After);
                json.WriteBoolean("holds", fact.Holds);
            });
            json.WriteTexts("remains", close.Remains);
            json.WriteObjects("kept", close.Kept, static (json, file) =>
            {
                json.WriteString("path", file.Path);
                json.WriteString("sha256", file.Sha256);
            });
        }) + "\n";
    }
}
