using Sandbox.Rehearsal.Planning;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Text;

namespace Sandbox.Rehearsal.Sessions;

/// <content>The meta-commands that scripts use.</content>
public sealed partial class ScriptPlayer
{
    /// <summary>Runs a meta-command; false where psql would say that it failed.</summary>
    private async Task<bool> RunAsync(MetaCommand command, ScriptReader reader, CancellationToken cancellationToken)
    {
        Refusals.Check(command);
        switch (command.Name)
        {
            case "echo" or "qecho" or "warn":
                Echo(command);
                return true;
            case "set":
                return Set(command);
            case "unset":
                return command.Argument(0) is { } name ? Accepted(command, _variables.Unset(name)) : Failed(command, "missing required argument");
            case "pset":
                return Accepted(command, command.Argument(0) is null or "pager" ? null : $"\\pset {command.Argument(0)} is not supported yet");
            case "gset":
                return await GsetAsync(command, reader, cancellationToken);
            case "i" or "include" or "ir" or "include_relative":
                return await IncludeAsync(command, cancellationToken);
            case "q" or "quit":
                reader.Quit();
                return true;
            default:
                // A misplaced \elif, \else or \endif: the reader has said so.
                return false;
        }
    }

    private void Echo(MetaCommand command)
    {
        var words = command.Arguments.Select(static argument => argument.Text);
        var keepsLine = command.Arguments.Count > 0 && command.Arguments[0] is { IsQuoted: false, Text: "-n" };
        _playback.Printed(command, string.Join(' ', keepsLine ? words.Skip(1) : words));
    }

    private bool Set(MetaCommand command)
    {
        if (command.Argument(0) is not { } name)
        {
            foreach (var (variable, content) in _variables.All)
            {
                _playback.Printed(command, $"{variable} = '{content}'");
            }

            return true;
        }

        return Accepted(command, _variables.Set(name, string.Concat(command.Arguments.Skip(1).Select(static argument => argument.Text))));
    }

    private async Task<bool> GsetAsync(MetaCommand command, ScriptReader reader, CancellationToken cancellationToken)
    {
        var prefix = command.Argument(0) ?? string.Empty;
        var statement = reader.Buffer.Length > 0 ? reader.TakeStatement(forced: true) : _previous;
        if (statement is null)
        {
            return true;
        }

        var reply = await SendForReplyAsync(statement, reader, cancellationToken);
        if (reply.Error is not null)
        {
            return false;
        }

        var result = reply.Results[^1];
        if (result.Rows.Count != 1)
        {
            return Failed(command, result.Rows.Count == 0 ? "no rows returned for \\gset" : "more than one row returned for \\gset", bare: true);
        }

        for (var i = 0; i < result.Columns.Count; i++)
        {
            var variable = prefix + result.Columns[i].Name;
            if (PsqlVariables.IsSpecial(variable))
            {
                _playback.Said(MessageSeverity.Warning, command.Path, command.Start.Line, $"attempt to \\gset into specially treated variable \"{variable}\" ignored");
            }
            else if ((result.Rows[0][i] is { } value ? _variables.Set(variable, value) : _variables.Unset(variable)) is { } problem)
            {
                return Failed(command, problem, bare: true);
            }
        }

        return true;
    }

    private async Task<bool> IncludeAsync(MetaCommand command, CancellationToken cancellationToken)
    {
        var file = ScriptFiles.Resolve(command);
        if (_including.Contains(file, StringComparer.Ordinal) || _including.Count >= DeepestInclude)
        {
            throw new ScriptException(ExitCode.Refused, command.Path, command.Start, $"\\{command.Name} includes itself: {string.Join(" -> ", _including.Reverse().Append(file))}");
        }

        if (!File.Exists(file))
        {
            return Failed(command, $"{file}: No such file or directory", bare: true);
        }

        await using var stream = ScriptFiles.Open(file, command.Start, command.Path);
        return await PlayAsync(new Utf8LineReader(file, stream), cancellationToken);
    }

    private bool Accepted(MetaCommand command, string? problem) => problem is null || Failed(command, problem, bare: true);

    private bool Failed(MetaCommand command, string problem, bool bare = false)
    {
        _playback.Said(MessageSeverity.Error, command.Path, command.Start.Line, bare ? problem : $"\\{command.Name}: {problem}");
        return false;
    }
}
