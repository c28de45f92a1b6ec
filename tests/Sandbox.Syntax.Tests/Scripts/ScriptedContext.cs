using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Tests.Scripts;

/// <summary>Answers a reader from a table of variables and keeps what it reports.</summary>
internal sealed class ScriptedContext : IScriptContext
{
    public Dictionary<string, string> Variables { get; init; } = new(StringComparer.Ordinal);

    public List<string> Messages { get; } = [];

    public List<string> Findings { get; } = [];

    public bool StandardConformingStrings { get; set; } = true;

    public bool SingleLine { get; set; }

    public string? Variable(string name) => Variables.GetValueOrDefault(name);

    public bool IsKnown(string name) => !name.StartsWith("unknown", StringComparison.Ordinal);

    public string RunShell(string command, string path, TextPosition position) => $"[{command}]";

    public void Report(MessageSeverity severity, string path, int line, string text) =>
        Messages.Add(FormattableString.Invariant($"{line}: {severity.ToString().ToLowerInvariant()}: {text}"));

    public void Found(ScriptFinding finding) => Findings.Add($"{finding.Position}: {finding.Rule.Id}: {finding.Message}");

    public bool IsOn(string name) => PsqlBoolean.Parse(Variable(name)) == true;
}
