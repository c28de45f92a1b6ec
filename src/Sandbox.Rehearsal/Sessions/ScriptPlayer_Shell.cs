using System.Globalization;
using System.Text;
using Sandbox.Rehearsal.Planning;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Text;

namespace Sandbox.Rehearsal.Sessions;

/// <content>What reaches beyond the session, where the policy allows it: shell commands, the environment, the working folder, \w.</content>
public sealed partial class ScriptPlayer
{
    private readonly Dictionary<string, string?> _environment = new(StringComparer.Ordinal);

    private string? EnvironmentVariable(string name) => _environment.TryGetValue(name, out var value) ? value : Environment.GetEnvironmentVariable(name);

    /// <summary>Runs a shell command; what it writes goes where psql's own output goes.</summary>
    private async Task<ShellResult> RunShellAsync(string command, string input, CancellationToken cancellationToken)
    {
        var result = await ShellCommand.RunAsync(command, input, _folder, _environment, cancellationToken);
        await ShowAsync(result);
        KeepShellVariables(result);
        return result;
    }

    private async Task ShowAsync(ShellResult result)
    {
        await _output.Out.WriteAsync(Encoding.UTF8.GetString(result.Output));
        await _output.Error.WriteAsync(result.Error);
    }

    private void KeepShellVariables(ShellResult result)
    {
        if (_options.Dialect.MajorVersion >= 16)
        {
            _variables.Keep("SHELL_ERROR", result.ExitCode == 0 ? "false" : "true");
            _variables.Keep("SHELL_EXIT_CODE", result.ExitCode.ToString(CultureInfo.InvariantCulture));
        }
    }

    private string RunInBackticks(string command, string path, TextPosition position)
    {
        Refusals.CheckShell(path, position, _options.AllowedCommands);

        // The reader asks for a value and cannot wait otherwise.
        var result = Task.Run(() => ShellCommand.RunAsync(command, string.Empty, _folder, _environment, CancellationToken.None)).GetAwaiter().GetResult();
        _output.Error.Write(result.Error);
        KeepShellVariables(result);
        var text = Encoding.UTF8.GetString(result.Output);
        return text.EndsWith('\n') ? text[..^1] : text;
    }

    private async Task<bool> ShellAsync(MetaCommand command, CancellationToken cancellationToken)
    {
        if (command.Argument(0) is not { } line)
        {
            throw new ScriptException(ExitCode.Refused, command.Path, command.Start, "\\! without a command is refused: a shell needs a terminal");
        }

        await RunShellAsync(line, string.Empty, cancellationToken);
        return true;
    }

    private bool SetEnvironment(MetaCommand command)
    {
        if (command.Argument(0) is not { } name)
        {
            return Failed(command, "\\setenv: missing required argument");
        }

        if (name.Contains('=', StringComparison.Ordinal))
        {
            return Failed(command, "\\setenv: environment variable name must not contain \"=\"");
        }

        _environment[name] = command.Argument(1);
        return true;
    }

    private bool ChangeFolder(MetaCommand command)
    {
        var name = command.Argument(0) ?? EnvironmentVariable("HOME") ?? string.Empty;
        var folder = Path.GetFullPath(name, _folder);
        if (!DangerousCommand.OtherFolder.IsIn(_options.AllowedCommands) && Files.Refusal("cd", folder) is not null)
        {
            throw new ScriptException(ExitCode.Refused, command.Path, command.Start, DangerousCommand.OtherFolder.Refusal);
        }

        if (!Directory.Exists(folder))
        {
            return Failed(command, $"\\cd: could not change directory to \"{name}\": {(File.Exists(folder) ? "Not a directory" : "No such file or directory")}");
        }

        _folder = folder;
        return true;
    }

    private async Task<bool> WriteBufferAsync(MetaCommand command, ScriptReader reader, CancellationToken cancellationToken)
    {
        if (command.Argument(0) is not { } file)
        {
            return Failed(command, $"\\{command.Name}: missing required argument");
        }

        var text = reader.Buffer.Length > 0 ? reader.Buffer.ToString() : _previous?.Text;
        var content = text is null ? string.Empty : text + "\n";
        if (file.StartsWith('|'))
        {
            return (await RunShellAsync(file[1..], content, cancellationToken)).Problem is not { } problem || Failed(command, $"{file}: {problem}");
        }

        try
        {
            await File.WriteAllTextAsync(InWorkingFolder(file), content, cancellationToken);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Failed(command, $"{file}: {ScriptFiles.Words(error)}");
        }
    }

    private async Task<bool> CopyByProgramAsync(
        string program, bool reads, MetaCommand command, Statement statement, ScriptReader reader, CancellationToken cancellationToken)
    {
        bool succeeded;
        ShellResult result;
        if (reads)
        {
            result = await ShellCommand.RunAsync(program, string.Empty, _folder, _environment, cancellationToken);
            await _output.Error.WriteAsync(result.Error);
            KeepShellVariables(result);
            succeeded = await SendWithAsync(() => new MemoryStream(result.Output), statement, reader, cancellationToken);
        }
        else
        {
            await using var pipe = new ShellPipe(program);
            _outputOnce = pipe;
            succeeded = await SendAsync(statement, reader, cancellationToken);
            _outputOnce = null;
            result = await RunShellAsync(program, pipe.Text, cancellationToken);
        }

        return result.Problem is { } problem ? Failed(command, $"{program}: {problem}") : succeeded;
    }
}
