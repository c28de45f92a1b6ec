using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Printing;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal.Sessions;

/// <content>Large objects from and to files, where the policy allows it (large_obj.c): each command in the block that is open, or in a transaction of its own.</content>
public sealed partial class ScriptPlayer
{
    private LargeObjects? _largeObjects;

    private LargeObjects LargeObjects => _largeObjects is { } known && known.Session == _transactions.Session ? known : _largeObjects = new LargeObjects(_transactions.Session);

    private async Task<bool> ImportLargeObjectAsync(MetaCommand command, ScriptReader reader, CancellationToken cancellationToken)
    {
        if (command.Argument(0) is not { } file)
        {
            return Failed(command, "\\lo_import: missing required argument");
        }

        var created = string.Empty;
        if (!await InTransactionAsync(command, reader, ImportAsync, cancellationToken))
        {
            return false;
        }

        await PrintTagAsync($"lo_import {created}", _queryOutput);
        _variables.Keep("LASTOID", created);
        return true;

        async Task<bool> ImportAsync()
        {
            await using var content = File.OpenRead(InWorkingFolder(file));
            created = (await LargeObjects.ImportAsync(content, cancellationToken)).ToString(CultureInfo.InvariantCulture);
            return command.Argument(1) is not { } comment
                || await ImplicitAsync($"COMMENT ON LARGE OBJECT {created} IS {PsqlQuoting.Literal(comment)}", reader.StatementAt(command.Start, string.Empty), cancellationToken);
        }
    }

    private async Task<bool> ExportLargeObjectAsync(MetaCommand command, ScriptReader reader, CancellationToken cancellationToken)
    {
        if (command.Argument(0) is not { } number || command.Argument(1) is not { } file)
        {
            return Failed(command, "\\lo_export: missing required argument");
        }

        if (!await InTransactionAsync(command, reader, ExportAsync, cancellationToken))
        {
            return false;
        }

        await PrintTagAsync("lo_export", _queryOutput);
        return true;

        async Task<bool> ExportAsync()
        {
            await LargeObjects.ExportAsync(Oid(number), () => File.Create(InWorkingFolder(file)), cancellationToken);
            return true;
        }
    }

    private async Task<bool> UnlinkLargeObjectAsync(MetaCommand command, ScriptReader reader, CancellationToken cancellationToken)
    {
        if (command.Argument(0) is not { } number)
        {
            return Failed(command, "\\lo_unlink: missing required argument");
        }

        if (!await InTransactionAsync(command, reader, UnlinkAsync, cancellationToken))
        {
            return false;
        }

        await PrintTagAsync(string.Create(CultureInfo.InvariantCulture, $"lo_unlink {Oid(number)}"), _queryOutput);
        return true;

        async Task<bool> UnlinkAsync()
        {
            await LargeObjects.UnlinkAsync(Oid(number), cancellationToken);
            return true;
        }
    }

    /// <summary>Does the work of a command in the block that is open, else in a transaction of its own.</summary>
    private async Task<bool> InTransactionAsync(MetaCommand command, ScriptReader reader, Func<Task<bool>> work, CancellationToken cancellationToken)
    {
        if (_pipeline is not null || _transactions.Session.Status == TransactionStatus.Failed)
        {
            return Failed(command, $"\\{command.Name}: {(_pipeline is null ? "current transaction is aborted" : "unknown transaction status")}");
        }

        var statement = reader.StatementAt(command.Start, string.Empty);
        var isOwn = !_transactions.InBlock;
        if (isOwn && !await ImplicitAsync("BEGIN", statement, cancellationToken))
        {
            return false;
        }

        bool succeeded;
        try
        {
            succeeded = await work();
        }
        catch (ServerErrorException failure)
        {
            var lines = MessageText.Of(failure.Error, sentText: null, Verbosity, ShowContext, _options.Dialect.MajorVersion);
            succeeded = FailedInPassing(command, lines.TrimEnd('\n'), failure.Error.Text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var file = command.Argument(command.Name is "lo_import" ? 0 : 1);
            var text = $"could not open file \"{file}\": {ScriptFiles.Words(error)}";
            succeeded = FailedInPassing(command, text, text);
        }

        return !isOwn || !_variables.IsOn("AUTOCOMMIT") ? succeeded
            : await ImplicitAsync(succeeded ? "COMMIT" : "ROLLBACK", statement, cancellationToken) && succeeded;
    }

    /// <summary>The words are libpq's: psql passes them on without calling them an error, and <c>\errverbose</c> knows nothing of them.</summary>
    private bool FailedInPassing(MetaCommand command, string lines, string text)
    {
        _output.Error.Write(FormattableString.Invariant($"psql:{command.Path}:{command.Start.Line}: {lines}\n"));
        _playback.Said(MessageSeverity.Error, command.Path, command.Start.Line, text);
        return false;
    }

    /// <summary>C's atooid: the digits at the beginning, 0 where there are none.</summary>
    private static uint Oid(string number)
    {
        var digits = number.AsSpan(0, number.AsSpan().IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : number.Length);
        return uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var oid) ? oid : 0;
    }
}
