using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Rehearsal.States;

/// <summary>Rows as a state keeps them: without secrets.</summary>
internal static class RedactedRows
{
    /// <summary>Makes rows of the answer to <see cref="TableQuestions.Rows"/>.</summary>
    /// <param name="columns">The table's columns.</param>
    /// <param name="rows">Hash, key and values of each.</param>
    public static IReadOnlyList<StateRow> Of(IReadOnlyList<TableColumn> columns, IReadOnlyList<IReadOnlyList<string?>> rows)
    {
        var isSecret = columns.Select(static column => Redaction.IsSecretColumn(column.Name)).ToArray();

        // Keys with a secret in them would be alike without it: their rows are told apart as if there were no key.
        var hasKey = rows.All(static row => row[1] is { } key && string.Equals(Redaction.Of(key), key, StringComparison.Ordinal));
        return
        [
            .. rows.Select(row => new StateRow(
                hasKey ? row[1] : null, row[0]!, [.. row.Skip(2).Select((value, at) => value is null ? null : isSecret[at] ? Redaction.Cell(value) : Redaction.Of(value))])),
        ];
    }
}
