using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Printing;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal.Sessions;

/// <content>The commands that send the query buffer: the \g family, \watch, and those for the extended protocol.</content>
public sealed partial class ScriptPlayer
{
    private bool _keepsLine;

    private static readonly TimeSpan ShortestWatch = TimeSpan.Zero;
    private static readonly TimeSpan LongestWatch = TimeSpan.FromMinutes(1);

    private async Task<bool> RunQueryCommandAsync(MetaCommand command, ScriptReader reader, CancellationToken cancellationToken)
    {
        if (await RunPipelineCommandAsync(command, reader, cancellationToken) is { } succeeded)
        {
            return succeeded;
        }

        switch (command.Name)
        {
            case "bind":
                _transmission = new Transmission { Parameters = Texts(command, 0) };
                return true;
            case "bind_named":
                return command.Argument(0) is { } prepared ? Bind(prepared, Texts(command, 1)) : Failed(command, "\\bind_named: missing required argument");
            case "close_prepared":
                return command.Argument(0) is { } closed ? await ClosePreparedAsync(command, closed, reader, cancellationToken) : Failed(command, "\\close_prepared: missing required argument");
            case var name when name.Equals("copy", StringComparison.OrdinalIgnoreCase):
                return await CopyAsync(command, reader, cancellationToken);
        }

        if (!SendsBuffer(command.Name))
        {
            return Failed(command, $"invalid command \\{command.Name}");
        }

        // A mistake in the options leaves the query buffer as it is.
        if (command.Name is "g" or "gx" && !TrySetOnce(command))
        {
            return false;
        }

        var statement = reader.Buffer.Length > 0 ? reader.TakeStatement(forced: true)
            : _transmission.PreparedName is not null ? reader.StatementAt(command.Start, string.Empty)
            : _previous;
        if (statement is null)
        {
            return true;
        }

        _keepsLine = command.Name is not "watch";
        _portionOnce = command.Name switch
        {
            "gexec" or "crosstabview" => 0,
            "gset" => HasChunks || _variables.Number("FETCH_COUNT") <= 0 ? 0 : 2,
            _ => null,
        };
        return command.Name switch
        {
            "g" or "gx" => await GAsync(GOptions.Of(command), statement, reader, cancellationToken),
            "gset" => await GsetAsync(command, statement, reader, cancellationToken),
            "gexec" => await GexecAsync(statement, reader, cancellationToken),
            "gdesc" => await GdescAsync(statement, reader, cancellationToken),
            "parse" => await ParseAsync(command, statement, reader, cancellationToken),
            "watch" => await WatchAsync(command, statement, reader, cancellationToken),
            _ => await SendAsync(statement, reader, Last((reply, _) => WithTagAsync(PrintCrosstab(command, reply), reply)), cancellationToken),
        };
    }

    private static bool SendsBuffer(string name) => name is "g" or "gx" or "gset" or "gexec" or "gdesc" or "parse" or "watch" or "crosstabview";

    /// <summary>The tag of a statement with RETURNING is printed whatever became of its rows.</summary>
    private async Task<bool> WithTagAsync(bool succeeded, Reply reply)
    {
        await PrintTagAsync(reply, _outputOnce ?? _queryOutput);
        return succeeded;
    }

    /// <summary>Hands the message's last table to a command; everything else is printed as usual.</summary>
    private Func<Reply, bool, CancellationToken, Task<bool>> Last(Func<Reply, CancellationToken, Task<bool>> handle) =>
        (reply, isLast, cancellationToken) => isLast && reply.IsTable ? handle(reply, cancellationToken) : PrintAsync(reply, isLast, cancellationToken);

    private static IReadOnlyList<string?> Texts(MetaCommand command, int from) => [.. command.Arguments.Skip(from).Select(static argument => argument.Text)];

    private bool Bind(string prepared, IReadOnlyList<string?> parameters)
    {
        _transmission = new Transmission { PreparedName = prepared, Parameters = parameters };
        return true;
    }

    private async Task<bool> ClosePreparedAsync(MetaCommand command, string name, ScriptReader reader, CancellationToken cancellationToken)
    {
        _transmission = new Transmission { IsClose = true, PreparedName = name };
        return await SendAsync(reader.StatementAt(command.Start, string.Empty), reader, cancellationToken);
    }

    private async Task<bool> ParseAsync(MetaCommand command, Statement statement, ScriptReader reader, CancellationToken cancellationToken)
    {
        if (command.Argument(0) is not { } name)
        {
            return Failed(command, "\\parse: missing required argument");
        }

        _transmission = new Transmission { IsParse = true, PreparedName = name };
        return await SendAsync(statement, reader, cancellationToken);
    }

    /// <summary>Takes the printing options of \g and \gx, which hold for one query; false where psql refuses them.</summary>
    private bool TrySetOnce(MetaCommand command)
    {
        var options = GOptions.Of(command);
        if (!options.IsClosed)
        {
            return Failed(command, $"\\{command.Name}: missing right parenthesis");
        }

        var settings = _settings.Clone();
        foreach (var (name, value) in options.Options)
        {
            if (settings.Set(name, value, quiet: true, TextWriter.Null) is { } problem)
            {
                return Failed(command, problem);
            }
        }

        if (command.Name is "gx")
        {
            settings.Set("expanded", "on", quiet: true, TextWriter.Null);
        }

        _settingsOnce = settings;
        return true;
    }

    private async Task<bool> GAsync(GOptions options, Statement statement, ScriptReader reader, CancellationToken cancellationToken)
    {
        _outputOnce = options.File is { } file ? OpenForWriting(file) : null;
        try
        {
            return await SendAsync(statement, reader, cancellationToken);
        }
        finally
        {
            _settingsOnce = null;
            if (_outputOnce is { } once)
            {
                _outputOnce = null;
                await CloseAsync(once, cancellationToken);
            }
        }
    }

    private async Task<bool> GsetAsync(MetaCommand command, Statement statement, ScriptReader reader, CancellationToken cancellationToken)
    {
        var succeeded = await SendAsync(statement, reader, Last((reply, _) => WithTagAsync(Store(command, reply), reply)), cancellationToken);
        if (succeeded && _portion > 0)
        {
            // Where a cursor fetched the row, psql does not count it.
            _variables.Keep("ROW_COUNT", "0");
        }

        return succeeded;
    }

    private bool Store(MetaCommand command, Reply reply)
    {
        if (reply.Rows.Count != 1)
        {
            return Failed(command, reply.Rows.Count == 0 ? "no rows returned for \\gset" : "more than one row returned for \\gset");
        }

        for (var i = 0; i < reply.Columns.Count; i++)
        {
            var variable = (command.Argument(0) ?? string.Empty) + reply.Columns[i].Name;
            FindInvalid(variable, command);
            if (PsqlVariables.IsSpecial(variable))
            {
                Say(MessageSeverity.Warning, command.Path, command.Start.Line, $"attempt to \\gset into specially treated variable \"{variable}\" ignored");
            }
            else if (reply.Rows[0][i] is not { } value)
            {
                _variables.Unset(variable);
            }
            else if (_variables.Set(variable, value) is { } problem)
            {
                return Failed(command, problem);
            }
        }

        return true;
    }

    private async Task<bool> GexecAsync(Statement statement, ScriptReader reader, CancellationToken cancellationToken)
    {
        var cells = new List<string>();
        var succeeded = await SendAsync(
            statement,
            reader,
            Last((reply, _) =>
            {
                cells.AddRange(reply.Rows.SelectMany(static row => row).OfType<string>());
                return Task.FromResult(true);
            }),
            cancellationToken);
        foreach (var cell in cells)
        {
            if (_variables.Choice("ECHO") is "all")
            {
                await _output.Out.WriteAsync($"{cell}\n");
            }

            var sent = await SendAsync(statement.WithText(cell), reader, cancellationToken);
            succeeded &= sent;
            if (!sent && _variables.IsOn("ON_ERROR_STOP"))
            {
                break;
            }
        }

        if (cells.Count > 0)
        {
            await EchoFailedAsync(succeeded, statement, reader);
        }

        // What psql repeats afterwards is the query, not its last cell.
        _previous = statement;
        return succeeded;
    }

    private async Task<bool> GdescAsync(Statement statement, ScriptReader reader, CancellationToken cancellationToken)
    {
        var session = _transactions.Session;
        var collector = new ReplyCollector(copyData: null);
        var error = await _transactions.AskAsync(
            async () => await session.PrepareAsync(string.Empty, statement.Text, collector, cancellationToken)
                ?? await session.DescribePreparedAsync(string.Empty, collector, cancellationToken),
            cancellationToken);
        _previous = statement;
        if (error is not null)
        {
            KeepResultVariables(new PlayedReply([new Reply { Error = error }]), succeeded: false);
            await ReportUnplayedAsync(error, statement, reader);
            await EchoFailedAsync(succeeded: false, statement, reader);
            return false;
        }

        if (collector.Columns.Count == 0)
        {
            await _queryOutput.WriteAsync("The command has no result, or the result has no columns.\n");
            return true;
        }

        var values = collector.Columns.Select(static column => string.Create(
            CultureInfo.InvariantCulture, $"({PsqlQuoting.Literal(column.Name)}, '{column.TypeOid}'::pg_catalog.oid, {column.TypeModifier})"));
        var described = await session.QueryAsync(
            $"SELECT name AS \"Column\", pg_catalog.format_type(tp, tpm) AS \"Type\"\nFROM (VALUES {string.Join(",", values)}) s(name, tp, tpm)", cancellationToken);
        KeepResultVariables(new PlayedReply([described]), succeeded: true);
        Print(PrintTables.Of(described.Columns, described.Rows), _queryOutput);
        return true;
    }

    private async Task<bool> WatchAsync(MetaCommand command, Statement statement, ScriptReader reader, CancellationToken cancellationToken)
    {
        var times = 1;
        var interval = TimeSpan.FromSeconds(2);
        foreach (var argument in command.Arguments.Select(static argument => argument.Text))
        {
            var value = argument[(argument.IndexOf('=', StringComparison.Ordinal) + 1)..];
            if (argument.StartsWith("c=", StringComparison.Ordinal))
            {
                times = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : 0;
            }
            else if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
            {
                interval = TimeSpan.FromSeconds(Math.Clamp(seconds, ShortestWatch.TotalSeconds, LongestWatch.TotalSeconds));
            }
        }

        if (times == 0)
        {
            return Failed(command, "\\watch: incorrect iteration count");
        }

        for (var i = 0; i < times; i++)
        {
            if (i > 0)
            {
                await Task.Delay(interval, _options.Time, cancellationToken);
            }

            _portionOnce = 0;
            if (!await SendAsync(statement, reader, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private bool PrintCrosstab(MetaCommand command, Reply reply)
    {
        var (table, problem) = Crosstab.Of(reply, Texts(command, 0), _settings.Null);
        if (table is null)
        {
            return Failed(command, problem!);
        }

        Print(table, _outputOnce ?? _queryOutput);
        return true;
    }
}
