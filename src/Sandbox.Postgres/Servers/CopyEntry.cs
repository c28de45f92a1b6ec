using Sandbox.Postgres.Servers.Keeping;

namespace Sandbox.Postgres.Servers;

/// <summary>An entry of the <see cref="CopyJournal"/>, locked until it is disposed.</summary>
public sealed class CopyEntry : IAsyncDisposable
{
    private readonly RecordFile<CopyRecord> _file;

    internal CopyEntry(RecordFile<CopyRecord> file) => _file = file;

    /// <summary>Removes it: the copy is gone, or was never made.</summary>
    public Task RemoveAsync() => _file.RemoveAsync();

    /// <summary>Lets the lock go; an entry that was not removed is the next start's to look after.</summary>
    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
