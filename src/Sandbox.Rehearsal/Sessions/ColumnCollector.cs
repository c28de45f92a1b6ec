using Sandbox.Postgres;
using Sandbox.Postgres.Wire;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>Takes a described statement's columns.</summary>
internal sealed class ColumnCollector : IReplySink
{
    /// <summary>The columns; empty for a statement that returns no rows.</summary>
    public IReadOnlyList<Column> Columns { get; private set; } = [];

    /// <inheritdoc/>
    public void OnColumns(IReadOnlyList<Column> columns) => Columns = columns;

    /// <inheritdoc/>
    public void OnRow(in DataRow row)
    {
        // A description has no rows.
    }

    /// <inheritdoc/>
    public void OnComplete(string tag)
    {
        // Nothing ran.
    }

    /// <inheritdoc/>
    public void OnEmpty()
    {
        // Nothing ran.
    }

    /// <inheritdoc/>
    public void OnError(ServerMessage error)
    {
        // The session returns the error of a description.
    }

    /// <inheritdoc/>
    public void OnNotice(ServerMessage notice)
    {
        // psql does not show the notices of a description.
    }

    /// <inheritdoc/>
    public void OnNotification(int processId, string channel, string payload)
    {
        // Another session's business.
    }

    /// <inheritdoc/>
    public ValueTask<Stream?> OnCopyInAsync(bool binary, CancellationToken cancellationToken) => new((Stream?)null);

    /// <inheritdoc/>
    public void OnCopyData(ReadOnlySpan<byte> data)
    {
        // Nothing ran.
    }
}
