using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Rehearsal.Planning;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal.Sessions;

/// <content>Large objects from and to files, where the policy allows it. psql calls the server's functions one by one; here each command is one statement.</content>
public sealed partial class ScriptPlayer
{
    private async Task<bool> ImportLargeObjectAsync(MetaCommand command, ScriptReader reader, CancellationToken cancellationToken)
    {
        if (command.Argument(0) is not { } file)
        {
            return Failed(command, "\\lo_import: missing required argument");
        }

        byte[] content;
        try
        {
            content = await File.ReadAllBytesAsync(InWorkingFolder(file), cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Failed(command, $"could not open file \"{file}\": {ScriptFiles.Words(error)}");
        }

        if (await AskAsync("SELECT pg_catalog.lo_from_bytea(0, $1::pg_catalog.bytea)", ["\\x" + Convert.ToHexStringLower(content)], command, reader, cancellationToken) is not { } created)
        {
            return false;
        }

        if (command.Argument(1) is { } comment
            && await AskAsync($"COMMENT ON LARGE OBJECT {created} IS {PsqlQuoting.Literal(comment)}", [], command, reader, cancellationToken) is null)
        {
            return false;
        }

        _variables.Keep("LASTOID", created);
        await PrintTagAsync($"lo_import {created}", _queryOutput);
        return true;
    }

    private async Task<bool> ExportLargeObjectAsync(MetaCommand command, ScriptReader reader, CancellationToken cancellationToken)
    {
        if (command.Argument(0) is not { } number || command.Argument(1) is not { } file)
        {
            return Failed(command, "\\lo_export: missing required argument");
        }

        if (await AskAsync("SELECT pg_catalog.encode(pg_catalog.lo_get($1), 'hex')", [Oid(number)], command, reader, cancellationToken) is not { } content)
        {
            return false;
        }

        try
        {
            await File.WriteAllBytesAsync(InWorkingFolder(file), Convert.FromHexString(content), cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Failed(command, $"could not open file \"{file}\": {ScriptFiles.Words(error)}");
        }

        await PrintTagAsync("lo_export", _queryOutput);
        return true;
    }

    private async Task<bool> UnlinkLargeObjectAsync(MetaCommand command, ScriptReader reader, CancellationToken cancellationToken)
    {
        if (command.Argument(0) is not { } number)
        {
            return Failed(command, "\\lo_unlink: missing required argument");
        }

        if (await AskAsync("SELECT pg_catalog.lo_unlink($1)", [Oid(number)], command, reader, cancellationToken) is null)
        {
            return false;
        }

        await PrintTagAsync($"lo_unlink {Oid(number)}", _queryOutput);
        return true;
    }

    /// <summary>What the server answers to a statement of a command's own: its only value, or its tag; null where it failed, which is said.</summary>
    private async Task<string?> AskAsync(string text, IReadOnlyList<string?> parameters, MetaCommand command, ScriptReader reader, CancellationToken cancellationToken)
    {
        var statement = reader.StatementAt(command.Start, text);
        var reply = await PlayImplicitAsync(statement, new Transmission { Parameters = parameters }, cancellationToken);
        if (reply.Error is { } error)
        {
            await ReportUnplayedAsync(error, statement, reader);
            return null;
        }

        var result = reply.Results[^1];
        return result.IsTable ? result.Rows[0][0] : result.Tag;
    }

    /// <summary>C's atooid: the digits at the beginning, 0 where there are none.</summary>
    private static string Oid(string number)
    {
        var digits = number.AsSpan(0, number.AsSpan().IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : number.Length);
        return (uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var oid) ? oid : 0).ToString(CultureInfo.InvariantCulture);
    }
}
