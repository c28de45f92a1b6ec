using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Scripts;

/// <summary>What a script's text depends on while it is read: variables and settings. A run answers from its own state, a preflight from what the text alone tells.</summary>
public interface IScriptContext
{
    /// <summary>Whether the server's <c>standard_conforming_strings</c> is on; asked once a line, as psql does.</summary>
    bool StandardConformingStrings { get; }

    /// <summary>Whether every line ends a statement (psql's SINGLELINE).</summary>
    bool SingleLine { get; }

    /// <summary>A variable's value; null where it is not set.</summary>
    /// <param name="name">The name, case-sensitive.</param>
    string? Variable(string name);

    /// <summary>Whether the value of a variable can be told; false only before a run, where a query's result decides.</summary>
    /// <param name="name">The name, case-sensitive.</param>
    bool IsKnown(string name);

    /// <summary>The output of a command in backticks, without the line feed at its end; null where it cannot be told before the run.</summary>
    /// <param name="command">The shell command, variables replaced.</param>
    /// <param name="path">The file.</param>
    /// <param name="position">The opening backtick.</param>
    /// <exception cref="ScriptException">Shell commands are refused.</exception>
    string? RunShell(string command, string path, TextPosition position);

    /// <summary>Takes a message that psql would write to standard error.</summary>
    /// <param name="severity">How bad it is.</param>
    /// <param name="path">The file.</param>
    /// <param name="line">The line.</param>
    /// <param name="text">The message without prefix.</param>
    void Report(MessageSeverity severity, string path, int line, string text);

    /// <summary>Takes what psql passes over, with its place.</summary>
    /// <param name="finding">The finding.</param>
    void Found(ScriptFinding finding);
}
