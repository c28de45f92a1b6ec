using Sandbox.Postgres;
using Sandbox.Rehearsal.Printing;

namespace Sandbox.Rehearsal.Sessions;

/// <content>Printing results as psql does (common.c, PrintQueryResult).</content>
public sealed partial class ScriptPlayer
{
    private readonly PrintSettings _settings;
    private PrintSettings? _settingsOnce;
    private TextWriter _queryOutput;
    private TextWriter? _outputOnce;

    private Verbosity Verbosity => _variables.Choice("VERBOSITY") switch
    {
        "verbose" => Verbosity.Verbose,
        "terse" => Verbosity.Terse,
        "sqlstate" => Verbosity.SqlState,
        _ => Verbosity.Default,
    };

    private ShowContext ShowContext => _variables.Choice("SHOW_CONTEXT") switch
    {
        "never" => ShowContext.Never,
        "always" => ShowContext.Always,
        _ => ShowContext.Errors,
    };

    private async Task<bool> PrintAsync(Reply reply, bool isLast, CancellationToken cancellationToken)
    {
        var output = _outputOnce ?? _queryOutput;
        if (reply.IsTable && _portion > 0 && HasChunks)
        {
            PrintChunks(reply, output);
        }
        else if (reply.IsTable)
        {
            Print(PrintTables.Of(reply.Columns, reply.Rows), output);
        }

        await PrintTagAsync(reply, output);
        return true;
    }

    private async Task PrintTagAsync(Reply reply, TextWriter output)
    {
        // Where the data of a COPY went, its tag does not go too.
        var copiesOut = reply.CopiedOut is not null || (_copiesOut && reply.Tag?.StartsWith("COPY", StringComparison.Ordinal) == true);
        if (reply.Tag is not { } tag || (reply.IsTable && !HasRowsAndTag(tag)) || (copiesOut && _outputOnce is null))
        {
            return;
        }

        await PrintTagAsync(tag, copiesOut ? _queryOutput : output);

        // No server since 12 gives rows oids.
        _variables.Keep("LASTOID", "0");
    }

    private Task PrintTagAsync(string tag, TextWriter output) => IsQuiet ? Task.CompletedTask
        : output.WriteAsync(_settings.Format == PrintFormat.Html ? $"<p>{tag}</p>\n" : $"{tag}\n");

    private void Print(PrintTable table, TextWriter output) => Print(table, output, _part);

    private void Print(PrintTable table, TextWriter output, PrintPart part) =>
        TablePrinter.Print(table, _settingsOnce ?? _settings, _options.Dialect.MajorVersion, output, part);

    private static bool HasRowsAndTag(string tag) =>
        tag.StartsWith("INSERT", StringComparison.Ordinal) || tag.StartsWith("UPDATE", StringComparison.Ordinal)
        || tag.StartsWith("DELETE", StringComparison.Ordinal) || tag.StartsWith("MERGE", StringComparison.Ordinal);
}
