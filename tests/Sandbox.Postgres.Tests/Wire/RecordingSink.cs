using System.Text;
using Sandbox.Postgres.Wire;

namespace Sandbox.Postgres.Tests.Wire;

/// <summary>Writes down everything that a sink hears, one line an event.</summary>
internal sealed class RecordingSink : IReplySink
{
    public List<string> Events { get; } = [];

    public List<ServerMessage> Errors { get; } = [];

    public List<ServerMessage> Notices { get; } = [];

    public Func<Stream?> CopyIn { get; init; } = static () => null;

    public void OnColumns(IReadOnlyList<Column> columns) => Events.Add($"columns {string.Join(',', columns.Select(static column => column.Name))}");

    public void OnRow(in DataRow row) => Events.Add($"row {string.Join(',', row.ToArray().Select(static value => value ?? "NULL"))}");

    public void OnComplete(string tag) => Events.Add($"complete {tag}");

    public void OnEmpty() => Events.Add("empty");

    public void OnError(ServerMessage error)
    {
        Errors.Add(error);
        Events.Add($"error {error.SqlState}");
    }

    public void OnNotice(ServerMessage notice)
    {
        Notices.Add(notice);
        Events.Add($"notice {notice.Text}");
    }

    public void OnNotification(int processId, string channel, string payload) => Events.Add($"notification {channel} {payload}");

    public ValueTask<Stream?> OnCopyInAsync(bool binary, CancellationToken cancellationToken)
    {
        Events.Add(binary ? "copy in binary" : "copy in");
        return new ValueTask<Stream?>(CopyIn());
    }

    public void OnCopyData(ReadOnlySpan<byte> data) => Events.Add($"data {Encoding.UTF8.GetString(data).TrimEnd('\n')}");
}
