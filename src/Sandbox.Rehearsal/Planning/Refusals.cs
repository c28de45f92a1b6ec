using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Planning;

/// <summary>What a rehearsal refuses, by name: asked of the text before anything connects, and again of each statement and command before it runs.</summary>
internal static class Refusals
{
    private static readonly HashSet<string> Supported = new(StringComparer.Ordinal)
    {
        "set", "unset", "echo", "qecho", "warn", "pset", "if", "elif", "else", "endif", "i", "include", "ir", "include_relative", "gset", "q", "quit",
    };

    private static readonly Dictionary<string, string> Dangerous = new(StringComparer.Ordinal)
    {
        ["!"] = "runs a shell command",
        ["c"] = "leaves the connection that the guard has looked at",
        ["connect"] = "leaves the connection that the guard has looked at",
        ["cd"] = "changes the folder of the process",
        ["e"] = "opens an editor",
        ["edit"] = "opens an editor",
        ["ef"] = "opens an editor",
        ["ev"] = "opens an editor",
        ["password"] = "changes a password",
        ["s"] = "writes a file",
        ["setenv"] = "changes the process's environment",
        ["w"] = "writes a file",
        ["write"] = "writes a file",
    };

    /// <summary>Refuses a statement; does nothing where it may run.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="rollbackOnly">Whether the script declares itself rollback-only.</param>
    /// <exception cref="ScriptException">It is refused (<see cref="ExitCode.Refused"/>).</exception>
    public static void Check(Statement statement, StatementClass kind, bool rollbackOnly)
    {
        var reason = kind.Escapes
            ?? (kind.RefusesTransaction is { } why ? $"{kind.Command} is refused: {why}" : null)
            ?? (rollbackOnly && kind.Control == TransactionControl.Commit ? "COMMIT in a script that is declared rollback-only" : null);
        if (reason is not null)
        {
            throw new ScriptException(ExitCode.Refused, statement.Path, statement.Start, reason);
        }
    }

    /// <summary>Refuses a meta-command; does nothing where it may run.</summary>
    /// <param name="command">The meta-command.</param>
    /// <exception cref="ScriptException">It is refused, or not supported (<see cref="ExitCode.Refused"/>).</exception>
    public static void Check(MetaCommand command)
    {
        if (Supported.Contains(command.Name))
        {
            return;
        }

        var reason = !command.IsKnown ? $"psql knows no meta-command \\{command.Name}"
            : Dangerous.TryGetValue(command.Name, out var what) ? $"\\{command.Name} is refused: it {what}"
            : command.Name.StartsWith("lo_", StringComparison.Ordinal) ? $"\\{command.Name} is refused: it reads or writes files"
            : $"\\{command.Name} is not supported yet";
        throw new ScriptException(ExitCode.Refused, command.Path, command.Start, reason);
    }
}
