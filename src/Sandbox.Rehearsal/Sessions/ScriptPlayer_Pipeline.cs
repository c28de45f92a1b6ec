using System.Globalization;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Sessions;

/// <content>psql 18's pipelines. Each command runs when it is sent; its result is printed when the script asks for it.</content>
public sealed partial class ScriptPlayer
{
    private const int FirstDialectWithPipelines = 18;

    private Pipeline? _pipeline;

    /// <summary>Runs a command of the pipeline family; null where the command is none.</summary>
    private async Task<bool?> RunPipelineCommandAsync(MetaCommand command, ScriptReader reader, CancellationToken cancellationToken)
    {
        var succeeded = command.Name switch
        {
            "startpipeline" => Start(),
            "sendpipeline" => await SendPipelineAsync(command, reader, cancellationToken),
            "syncpipeline" => await SyncAsync(command, reader, cancellationToken),
            "flush" => true,
            "flushrequest" => Flush(),
            "getresults" => await GetResultsAsync(command, reader, cancellationToken),
            "endpipeline" => await EndPipelineAsync(command, reader, cancellationToken),
            "g" or "gx" or "gset" or "gexec" or "watch" when _pipeline is not null => NotInPipeline(command),
            "gdesc" when _pipeline is not null => Unsent(command, "synchronous command execution functions are not allowed in pipeline mode"),
            _ => default(bool?),
        };
        if (succeeded is not null && !SendsBuffer(command.Name))
        {
            reader.DropStatement(forced: true);
            KeepPipelineVariables();
        }

        return succeeded;
    }

    private void KeepPipelineVariables()
    {
        _variables.Keep("PIPELINE_COMMAND_COUNT", (_pipeline?.Commands ?? 0).ToString(CultureInfo.InvariantCulture));
        _variables.Keep("PIPELINE_SYNC_COUNT", (_pipeline?.Syncs ?? 0).ToString(CultureInfo.InvariantCulture));
        _variables.Keep("PIPELINE_RESULT_COUNT", (_pipeline?.Results ?? 0).ToString(CultureInfo.InvariantCulture));
    }

    private bool Start()
    {
        _pipeline ??= new Pipeline();
        return true;
    }

    private bool Flush()
    {
        _pipeline?.Flush();
        return true;
    }

    private bool NotInPipeline(MetaCommand command)
    {
        _transmission = Transmission.Plain;
        return Failed(command, $"\\{command.Name} not allowed in pipeline mode");
    }

    /// <summary>Says that libpq did not send something; psql goes on with the rest of the line.</summary>
    private bool Unsent(MetaCommand command, string reason)
    {
        _keepsLine = true;
        _output.Error.Write(string.Create(CultureInfo.InvariantCulture, $"psql:{command.Path}:{command.Start.Line}: {reason}\n"));
        _playback.Said(MessageSeverity.Error, command.Path, command.Start.Line, reason);
        return false;
    }

    private async Task<bool> SendPipelineAsync(MetaCommand command, ScriptReader reader, CancellationToken cancellationToken)
    {
        if (_pipeline is null || _transmission.Parameters is null)
        {
            _transmission = Transmission.Plain;
            return Failed(command, _pipeline is null ? "\\sendpipeline not allowed outside of pipeline mode" : "\\sendpipeline must be used after \\bind or \\bind_named");
        }

        var statement = reader.Buffer.Length > 0 ? reader.TakeStatement(forced: true)
            : _transmission.PreparedName is not null ? reader.StatementAt(command.Start, string.Empty)
            : _previous ?? reader.StatementAt(command.Start, string.Empty);
        return await SendAsync(statement, reader, cancellationToken);
    }

    /// <summary>Sends a statement into the pipeline.</summary>
    private async Task<bool> PipeAsync(
        Pipeline pipeline, Statement statement, IReadOnlyList<(string Text, StatementClass Kind)> parts, Transmission transmission, CancellationToken cancellationToken)
    {
        var kind = parts[0].Kind;
        if (kind.Has(StatementTraits.CopyFromStdin) || kind.Has(StatementTraits.CopyToStdout))
        {
            throw new ScriptException(ExitCode.Refused, statement.Path, statement.Start, "COPY in a pipeline is refused: psql 18 aborts its connection there");
        }

        if (pipeline.IsAborted)
        {
            pipeline.Add(statement, reply: null);
        }
        else
        {
            var begun = _options.Time.GetTimestamp();
            var reply = await _transactions.PlayInPipelineAsync(statement, parts, transmission, cancellationToken);
            pipeline.Add(statement, reply);
            await _playback.PlayedAsync(statement, kind, reply, _options.Time.GetElapsedTime(begun), cancellationToken);
        }

        KeepPipelineVariables();
        return true;
    }

    private async Task<bool> SyncAsync(MetaCommand command, ScriptReader reader, CancellationToken cancellationToken)
    {
        if (_pipeline is null)
        {
            return Unsent(command, "cannot send pipeline when not in pipeline mode");
        }

        var error = await _transactions.SyncAsync(cancellationToken);
        _pipeline.AddSync(reader.StatementAt(command.Start, string.Empty), error);
        if (error is not null)
        {
            _playback.Said(MessageSeverity.Error, command.Path, command.Start.Line, error.Text);
        }

        return true;
    }

    private async Task<bool> GetResultsAsync(MetaCommand command, ScriptReader reader, CancellationToken cancellationToken)
    {
        var wanted = LeadingNumber(command.Argument(0));
        if (wanted < 0)
        {
            return Failed(command, "\\getresults: invalid number of requested results");
        }

        if (_pipeline is not { } pipeline || pipeline.Results + pipeline.Syncs == 0)
        {
            return Unsent(command, "No pending results to get");
        }

        _keepsLine = true;
        var available = pipeline.Results + pipeline.Syncs;
        return await TakeResultsAsync(pipeline, wanted == 0 ? available : Math.Min(wanted, available), reader, cancellationToken);
    }

    private async Task<bool> EndPipelineAsync(MetaCommand command, ScriptReader reader, CancellationToken cancellationToken)
    {
        _keepsLine = true;
        if (!await SyncAsync(command, reader, cancellationToken))
        {
            return false;
        }

        var pipeline = _pipeline!;
        var succeeded = await TakeResultsAsync(pipeline, pipeline.Results + pipeline.Syncs, reader, cancellationToken);
        _pipeline = null;
        return succeeded;
    }

    /// <summary>Prints results in order (common.c, ExecQueryAndProcessResults); behind an error what did not run is passed over up to the next sync.</summary>
    private async Task<bool> TakeResultsAsync(Pipeline pipeline, int wanted, ScriptReader reader, CancellationToken cancellationToken)
    {
        var succeeded = true;
        _portion = TakePortion();
        for (; wanted > 0; wanted--)
        {
            var entry = pipeline.Take();
            if (entry.Reply is { } reply)
            {
                succeeded = await HandleAsync(entry.Statement, reader, reply, PrintAsync, cancellationToken);
                await EchoFailedAsync(succeeded, entry.Statement, reader);
                KeepResultVariables(reply, succeeded);
            }
            else if (entry.IsSync)
            {
                succeeded = true;
                KeepResultVariables(new PlayedReply([]), succeeded);
            }
            else if (succeeded)
            {
                succeeded = false;
                await _output.Error.WriteAsync(Prefix(entry.Statement, reader) + "Pipeline aborted, command did not run\n");
                KeepSilentFailure();
            }
        }

        return succeeded;
    }

    /// <summary>C's atoi: the number that a text begins with, else 0.</summary>
    private static int LeadingNumber(string? text)
    {
        var trimmed = (text ?? string.Empty).TrimStart();
        var length = trimmed is ['-' or '+', ..] ? 1 : 0;
        while (length < trimmed.Length && char.IsAsciiDigit(trimmed[length]))
        {
            length++;
        }

        return int.TryParse(trimmed.AsSpan(0, length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
