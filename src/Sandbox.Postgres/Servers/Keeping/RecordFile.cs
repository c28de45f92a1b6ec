using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Sandbox.Postgres.Servers.Keeping;

/// <summary>A record's file, locked as long as it is open: its owner holds it for life.</summary>
/// <typeparam name="T">What is recorded: something that has to be removed if its owner is killed.</typeparam>
internal sealed class RecordFile<T> : IAsyncDisposable
    where T : class
{
    private const string Unnamed = ".new";

    // Between creation and name lie microseconds.
    private static readonly TimeSpan NamingTime = TimeSpan.FromMinutes(10);

    private static readonly JsonTypeInfo<T> s_json = (JsonTypeInfo<T>)RecordJson.Default.GetTypeInfo(typeof(T))!;

    private readonly string _path;
    private readonly FileStream _stream;

    private RecordFile(string path, FileStream stream)
    {
        _path = path;
        _stream = stream;
    }

    /// <summary>Creates and locks the file of something new.</summary>
    /// <param name="folder">The folder of records.</param>
    /// <param name="name">Its name.</param>
    /// <param name="record">What to write.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    public static async Task<RecordFile<T>> CreateAsync(string folder, string name, T record, CancellationToken cancellationToken)
    {
        // Under its final name a sweep could open the file between its creation and its lock. A lock stays when the name changes;
        // Windows locks as it creates, and does not rename open files.
        var path = Path.Combine(folder, name + ".json");
        var first = OperatingSystem.IsWindows() ? path : path + Unnamed;
        var text = JsonSerializer.SerializeToUtf8Bytes(record, s_json);
        var stream = new FileStream(first, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.Asynchronous);
        var file = new RecordFile<T>(path, stream);
        await file.WriteAsync(text, cancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.Move(first, path);
        }

        return file;
    }

    /// <summary>Removes files whose creator was killed before they got their names; nothing was made for them.</summary>
    /// <param name="folder">The folder of records.</param>
    public static void RemoveUnnamed(string folder)
    {
        var before = TimeProvider.System.GetUtcNow().UtcDateTime - NamingTime;
        foreach (var path in Directory.EnumerateFiles(folder, "*" + Unnamed).Where(path => File.GetLastWriteTimeUtc(path) < before))
        {
            File.Delete(path);
        }
    }

    /// <summary>Opens every record whose owner no longer holds it, one after the other.</summary>
    /// <param name="folder">The folder of records.</param>
    public static IEnumerable<RecordFile<T>> OpenAbandoned(string folder) =>
        from path in Directory.EnumerateFiles(folder, "*.json")
        let stream = FileLock.TryTake(path)
        where stream is not null
        select new RecordFile<T>(path, stream);

    /// <summary>Whether nothing is recorded.</summary>
    /// <param name="folder">The folder of records.</param>
    public static bool AreNone(string folder) => !Directory.EnumerateFiles(folder, "*.json").Any();

    /// <summary>When the file was written last.</summary>
    public DateTime Written => File.GetLastWriteTimeUtc(_path);

    /// <summary>Reads the record; null where its owner died before it was written.</summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<T?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            _stream.Position = 0;
            return await JsonSerializer.DeserializeAsync(_stream, s_json, cancellationToken);
        }
        catch (JsonException)
        {
            // An owner makes nothing before its record is complete, so a torn record stands for nothing.
            return null;
        }
    }

    /// <summary>Writes the record over an earlier and not longer one.</summary>
    /// <param name="record">What to write.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    public Task WriteAsync(T record, CancellationToken cancellationToken) => WriteAsync(JsonSerializer.SerializeToUtf8Bytes(record, s_json), cancellationToken);

    // One write without emptying the file first: an owner killed here leaves the old record or the new one.
    private async Task WriteAsync(byte[] text, CancellationToken cancellationToken)
    {
        _stream.Position = 0;
        await _stream.WriteAsync(text, cancellationToken);
        await _stream.FlushAsync(cancellationToken);
    }

    /// <summary>Removes the file; what it stands for is gone.</summary>
    public async Task RemoveAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            await _stream.DisposeAsync();
        }

        File.Delete(_path);
    }

    /// <summary>Lets the lock go; the file stays.</summary>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
