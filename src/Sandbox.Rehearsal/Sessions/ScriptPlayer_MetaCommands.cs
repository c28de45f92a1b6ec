using Sandbox.Postgres;
using Sandbox.Rehearsal.Describing;
using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Printing;
using Sandbox.Syntax.Rules;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Text;

namespace Sandbox.Rehearsal.Sessions;

/// <content>Meta-commands (command.c): variables, printing, settings. Those that send a query, and those that open files, are beside this one.</content>
public sealed partial class ScriptPlayer
{
    private string? _restrictKey;

    /// <summary>Runs a meta-command; false where psql would say that it failed.</summary>
    private async Task<bool> RunAsync(MetaCommand command, ScriptReader reader, CancellationToken cancellationToken)
    {
        if (_restrictKey is not null && command.Name is not "unrestrict")
        {
            return Failed(command, "backslash commands are restricted; only \\unrestrict is allowed");
        }

        if (_options.Refuses)
        {
            Refusals.Check(command, Files, _options.AllowedCommands);
        }
        else if (!command.IsKnown || !MetaCommandSyntax.IsKnownTo(command.Name, _options.Dialect))
        {
            return Failed(command, $"invalid command \\{command.Name}");
        }
        else
        {
            Refusals.CheckDanger(command, _options.AllowedCommands);
        }

        switch (command.Name)
        {
            case "!":
                return await ShellAsync(command, cancellationToken);
            case "e" or "edit":
                return await EditAsync(command, reader, cancellationToken);
            case "ef" or "ev":
                return await EditObjectAsync(command, reader, cancellationToken);
            case "prompt":
                return await PromptAsync(command, cancellationToken);
            case "password":
                return await ChangePasswordAsync(command, reader, cancellationToken);
            case "s":
                // There is a history only where somebody types.
                await _output.Out.WriteAsync(command.Argument(0) is null ? "\n" : string.Empty);
                return false;
            case "setenv":
                return SetEnvironment(command);
            case "cd":
                return ChangeFolder(command);
            case "lo_import":
                return await ImportLargeObjectAsync(command, reader, cancellationToken);
            case "lo_export":
                return await ExportLargeObjectAsync(command, reader, cancellationToken);
            case "lo_unlink":
                return await UnlinkLargeObjectAsync(command, reader, cancellationToken);
            case "c" or "connect":
                return await ConnectAsync(command, cancellationToken);
            case "conninfo":
                await DescribeConnectionAsync();
                return true;
            case "w" or "write":
                return await WriteBufferAsync(command, reader, cancellationToken);
            case "echo" or "qecho" or "warn":
                await EchoAsync(command);
                return true;
            case "set":
                return await SetAsync(command);
            case "unset":
                return Unset(command);
            case "getenv":
                return GetEnvironment(command);
            case "a" or "C" or "f" or "H" or "html" or "pset" or "t" or "T" or "x":
                return Accepted(command, Format(command));
            case "timing":
                return await SetTimingAsync(command);
            case "encoding":
                return await SetEncodingAsync(command, reader, cancellationToken);
            case "errverbose":
                await ErrorVerboseAsync(command);
                return true;
            case "p" or "print":
                await PrintBufferAsync(reader);
                return true;
            case "r" or "reset":
                reader.DropStatement(forced: true);
                await SayUnlessQuietAsync("Query buffer reset (cleared).");
                return true;
            case "restrict":
                _restrictKey = command.Argument(0);
                return _restrictKey is not null || Failed(command, "\\restrict: missing required argument");
            case "unrestrict":
                return Unrestrict(command);
            case "q" or "quit":
                reader.Quit();
                return true;
            case "i" or "include" or "ir" or "include_relative":
                return await IncludeAsync(command, cancellationToken);
            case "o" or "out":
                return await RedirectAsync(command, cancellationToken);
            case "elif" or "else" or "endif":
                // Misplaced: the reader has said so.
                return false;
            default:
                return DescribeCommand.IsSupported(command.Name, _options.Dialect.MajorVersion)
                    ? await DescribeAsync(command, cancellationToken)
                    : await RunQueryCommandAsync(command, reader, cancellationToken);
        }
    }

    private async Task EchoAsync(MetaCommand command)
    {
        var words = command.Arguments.Select(static argument => argument.Text);
        var keepsLine = command.Arguments.Count > 0 && command.Arguments[0] is { IsQuoted: false, Text: "-n" };
        var text = string.Join(' ', keepsLine ? words.Skip(1) : words);
        var target = command.Name switch
        {
            "warn" => _output.Error,
            "qecho" => _queryOutput,
            _ => _output.Out,
        };
        await target.WriteAsync(text);
        if (command.ArgumentError is { } error)
        {
            Say(MessageSeverity.Error, command.Path, command.Start.Line, error);
        }

        await target.WriteAsync(keepsLine ? string.Empty : "\n");
    }

    private async Task<bool> SetAsync(MetaCommand command)
    {
        if (command.Argument(0) is { } name)
        {
            FindInvalid(name, command);
            return Accepted(command, _variables.Set(name, string.Concat(command.Arguments.Skip(1).Select(static argument => argument.Text))));
        }

        foreach (var (variable, content) in _variables.All)
        {
            await _output.Out.WriteAsync($"{variable} = '{content}'\n");
        }

        return true;
    }

    private void FindInvalid(string variable, MetaCommand command)
    {
        if (!PsqlVariables.IsName(variable))
        {
            _playback.Found(new ScriptFinding(RuleRegistry.InvalidVariableName, command.Path, command.Start, $"\"{variable}\" cannot be a variable's name: nothing is set"));
        }
    }

    private bool Unset(MetaCommand command)
    {
        if (command.Argument(0) is not { } name)
        {
            return Failed(command, "\\unset: missing required argument");
        }

        _variables.Unset(name);
        return true;
    }

    private bool GetEnvironment(MetaCommand command)
    {
        if (command.Argument(0) is not { } name || command.Argument(1) is not { } variable)
        {
            return Failed(command, "\\getenv: missing required argument");
        }

        FindInvalid(name, command);
        return EnvironmentVariable(variable) is not { } value || Accepted(command, _variables.Set(name, value));
    }

    private string? Format(MetaCommand command)
    {
        var value = command.Argument(0);
        return command.Name switch
        {
            "a" => _settings.ToggleAligned(IsQuiet, _output.Out),
            "C" => _settings.Set("title", value, IsQuiet, _output.Out),
            "f" => _settings.Set("fieldsep", value, IsQuiet, _output.Out),
            "H" or "html" => _settings.ToggleHtml(IsQuiet, _output.Out),
            "t" => _settings.Set("tuples_only", value, IsQuiet, _output.Out),
            "T" => _settings.Set("tableattr", value, IsQuiet, _output.Out),
            "x" => _settings.Set("expanded", value, IsQuiet, _output.Out),
            _ when value is null => ListSettings(),
            _ => _settings.Set(value, command.Argument(1), IsQuiet, _output.Out),
        };
    }

    private string? ListSettings()
    {
        _settings.WriteAll(_output.Out);
        return null;
    }

    private async Task<bool> SetTimingAsync(MetaCommand command)
    {
        var succeeded = true;
        if (command.Argument(0) is { } value)
        {
            var on = PsqlBoolean.Parse(value);
            succeeded = on is not null || Failed(command, $"unrecognized value \"{value}\" for \"\\timing\": Boolean expected");
            _timing = on ?? _timing;
        }
        else
        {
            _timing = !_timing;
        }

        await SayUnlessQuietAsync(_timing ? "Timing is on." : "Timing is off.");
        return succeeded;
    }

    private async Task<bool> SetEncodingAsync(MetaCommand command, ScriptReader reader, CancellationToken cancellationToken)
    {
        if (command.Argument(0) is not { } encoding)
        {
            await _output.Out.WriteAsync($"{_variables["ENCODING"]}\n");
            return true;
        }

        var statement = reader.StatementAt(command.Start, $"set client_encoding to '{encoding.Replace("'", "''", StringComparison.Ordinal)}'");
        var reply = await PlayImplicitAsync(statement, Transmission.Plain, cancellationToken);
        if (reply.Error is not null)
        {
            return Failed(command, $"{encoding}: invalid encoding name or conversion procedure not found");
        }

        _variables.Keep("ENCODING", _transactions.Session.Parameters.GetValueOrDefault("client_encoding") ?? encoding);
        return true;
    }

    private async Task ErrorVerboseAsync(MetaCommand command)
    {
        if (_lastError is { } error)
        {
            var text = MessageText.Of(error, _lastErrorText, Verbosity.Verbose, ShowContext.Always, _options.Dialect.MajorVersion);
            await _output.Error.WriteAsync(FormattableString.Invariant($"psql:{command.Path}:{command.Start.Line}: error: {text}"));
        }
        else
        {
            await _output.Out.WriteAsync("There is no previous error.\n");
        }
    }

    private async Task PrintBufferAsync(ScriptReader reader)
    {
        if (reader.Buffer.Length > 0 || _previous is not null)
        {
            await _output.Out.WriteAsync($"{(reader.Buffer.Length > 0 ? reader.Buffer.ToString() : _previous!.Text)}\n");
        }
        else
        {
            await SayUnlessQuietAsync("Query buffer is empty.");
        }
    }

    private bool Unrestrict(MetaCommand command)
    {
        if (command.Argument(0) is not { } key)
        {
            return Failed(command, "\\unrestrict: missing required argument");
        }

        if (_restrictKey is null)
        {
            return Failed(command, "\\unrestrict: not currently in restricted mode");
        }

        if (!string.Equals(_restrictKey, key, StringComparison.Ordinal))
        {
            return Failed(command, "\\unrestrict: wrong key");
        }

        _restrictKey = null;
        return true;
    }

    private async Task<bool> DescribeAsync(MetaCommand command, CancellationToken cancellationToken)
    {
        if (_pipeline is not null)
        {
            return Unsent(command, "synchronous command execution functions are not allowed in pipeline mode");
        }

        return await TellAsync(await DescribedAsync(command.Name, [.. command.Arguments.Select(static argument => argument.Text)], cancellationToken), command);
    }

    private async Task<bool> TellAsync(DescribeResult described, MetaCommand command)
    {
        foreach (var item in described.Items)
        {
            switch (item)
            {
                case DescribedTable { Table: { } table, IsExpanded: var expanded }:
                    var settings = _settings.Clone();
                    settings.Expanded = expanded is { } forced ? (forced ? ExpandedMode.On : ExpandedMode.Off) : settings.Expanded;
                    TablePrinter.Print(table, settings, _options.Dialect.MajorVersion, _queryOutput);
                    break;
                case DescribedError { Message: { } message }:
                    Say(MessageSeverity.Error, command.Path, command.Start.Line, message);
                    break;
                case DescribedServerError { Error: { } error }:
                    await ReportUnplayedAsync(error, _reader!.StatementAt(command.Start, string.Empty), _reader);
                    break;
                case DescribedText { Text: { } text }:
                    await _queryOutput.WriteAsync(text);
                    break;
            }
        }

        return !described.Failed;
    }

    private Task<DescribeResult> DescribedAsync(string name, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var session = _options.DescribesBy(_transactions.Session);
        return _transactions.AskAsync(() => DescribeCommand.RunAsync(session, name, arguments, DescribeSettings, cancellationToken), cancellationToken);
    }

    private DescribeSettings DescribeSettings => new(_options.Dialect.MajorVersion)
    {
        IsQuiet = IsQuiet,
        HidesAccessMethods = _variables.IsOn("HIDE_TABLEAM"),
        HidesCompression = _variables.IsOn("HIDE_TOAST_COMPRESSION"),
    };

    private Task SayUnlessQuietAsync(string text) => IsQuiet ? Task.CompletedTask : _output.Out.WriteAsync(text + "\n");

    private bool Accepted(MetaCommand command, string? problem) => problem is null || Failed(command, problem);

    private bool Failed(MetaCommand command, string problem)
    {
        Say(MessageSeverity.Error, command.Path, command.Start.Line, problem);
        return false;
    }

    /// <summary>Where the script may use files: below its own folder.</summary>
    private FileRoot Files => new(_root!, _folder);
}
