using Sandbox.Rehearsal.Planning;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Text;

namespace Sandbox.Rehearsal.Sessions;

/// <content>The commands that open files: includes, redirected output, \copy.</content>
public sealed partial class ScriptPlayer
{
    private async Task<bool> IncludeAsync(MetaCommand command, CancellationToken cancellationToken)
    {
        if (command.Argument(0) is null)
        {
            return Failed(command, $"\\{command.Name}: missing required argument");
        }

        var file = ScriptFiles.Resolve(command);
        if (_including.Contains(file, StringComparer.Ordinal) || _including.Count >= DeepestInclude)
        {
            throw new ScriptException(ExitCode.Refused, command.Path, command.Start, $"\\{command.Name} includes itself: {string.Join(" -> ", _including.Reverse().Append(file))}");
        }

        var full = InWorkingFolder(file);
        if (Directory.Exists(full))
        {
            // psql opens it, and fails before it has read a line.
            const string Problem = "could not read from input file: Is a directory";
            await _output.Error.WriteAsync($"psql:{file}: error: {Problem}\n");
            _playback.Said(MessageSeverity.Error, command.Path, command.Start.Line, $"{file}: {Problem}");
            return false;
        }

        if (!File.Exists(full))
        {
            return Failed(command, $"{file}: No such file or directory");
        }

        await using var stream = ScriptFiles.Open(full, command.Start, command.Path);
        return (await PlayAsync(new Utf8LineReader(file, stream), cancellationToken)).IsFinished;
    }

    private async Task<bool> RedirectAsync(MetaCommand command, CancellationToken cancellationToken)
    {
        await CloseQueryOutputAsync(cancellationToken);
        if (command.Argument(0) is { } file)
        {
            _queryOutput = OpenForWriting(file);
        }

        return true;
    }

    private TextWriter OpenForWriting(string file)
    {
        if (file.StartsWith('|'))
        {
            return new ShellPipe(file[1..]);
        }

        return Files.Refusal("o", file) is { } reason ? throw new SandboxException(ExitCode.Refused, reason) : new StreamWriter(InWorkingFolder(file), append: false);
    }

    private async Task CloseQueryOutputAsync(CancellationToken cancellationToken)
    {
        if (!ReferenceEquals(_queryOutput, _output.Out))
        {
            var output = _queryOutput;
            _queryOutput = _output.Out;
            await CloseAsync(output, cancellationToken);
        }
    }

    /// <summary>Closes a file, or runs the shell command that was written to; its exit code.</summary>
    private async Task<int> CloseAsync(TextWriter output, CancellationToken cancellationToken)
    {
        await output.DisposeAsync();
        return output is ShellPipe pipe ? (await RunShellAsync(pipe.Command, pipe.Text, cancellationToken)).ExitCode : 0;
    }

    private async Task<bool> CopyAsync(MetaCommand command, ScriptReader reader, CancellationToken cancellationToken)
    {
        var copy = CopyCommand.Parse(command);
        if (copy.Problem is { } problem)
        {
            return Failed(command, problem);
        }

        if (copy.File is { } named && Files.Refusal("copy", named) is { } reason)
        {
            throw new ScriptException(ExitCode.Refused, command.Path, command.Start, reason);
        }

        var statement = reader.StatementAt(command.Start, copy.Sql);
        var previous = _previous;
        var succeeded = copy switch
        {
            { Program: { } program } => await CopyByProgramAsync(program, copy.Reads, command, statement, reader, cancellationToken),
            { Reads: true, File: { } file } => await CopyFromAsync(file, command, statement, reader, cancellationToken),
            { Reads: false, File: { } file } => await CopyToAsync(file, statement, reader, cancellationToken),
            { Reads: true, FromConsole: true } => await SendWithAsync(static () => Stream.Null, statement, reader, cancellationToken),
            _ => await SendAsync(statement, reader, cancellationToken),
        };
        _previous = previous;
        return succeeded;
    }

    private async Task<bool> CopyFromAsync(string file, MetaCommand command, Statement statement, ScriptReader reader, CancellationToken cancellationToken)
    {
        var full = InWorkingFolder(file);
        if (!File.Exists(full))
        {
            return Failed(command, $"{file}: No such file or directory");
        }

        await using var stream = ScriptFiles.Open(full, command.Start, command.Path);
        return await SendWithAsync(() => stream, statement, reader, cancellationToken);
    }

    private async Task<bool> CopyToAsync(string file, Statement statement, ScriptReader reader, CancellationToken cancellationToken)
    {
        _outputOnce = OpenForWriting(file);
        try
        {
            return await SendAsync(statement, reader, cancellationToken);
        }
        finally
        {
            await CloseAsync(_outputOnce, cancellationToken);
            _outputOnce = null;
        }
    }

    private async Task<bool> SendWithAsync(Func<Stream> data, Statement statement, ScriptReader reader, CancellationToken cancellationToken)
    {
        _copySource = data;
        try
        {
            return await SendAsync(statement, reader, cancellationToken);
        }
        finally
        {
            _copySource = null;
        }
    }
}
