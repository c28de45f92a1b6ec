using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Text;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>What a script's text depends on while it runs: the variables as they are, the settings as the server reports them.</summary>
internal sealed class PlayContext(PsqlVariables variables, ITransactions transactions, Action<MessageSeverity, string, int, string> report, Action<ScriptFinding> found, Func<string, string, TextPosition, string> shell) : IScriptContext
{
    /// <inheritdoc/>
    public bool StandardConformingStrings => transactions.Session.Parameters.GetValueOrDefault("standard_conforming_strings") is not "off";

    /// <inheritdoc/>
    public bool SingleLine => variables.IsOn("SINGLELINE");

    /// <inheritdoc/>
    public string? Variable(string name) => variables[name];

    /// <inheritdoc/>
    public bool IsKnown(string name) => true;

    /// <inheritdoc/>
    public string? RunShell(string command, string path, TextPosition position) => shell(command, path, position);

    /// <inheritdoc/>
    public void Report(MessageSeverity severity, string path, int line, string text) => report(severity, path, line, text);

    /// <inheritdoc/>
    public void Found(ScriptFinding finding) => found(finding);
}
