using System.Globalization;
using System.Text.Json;
using Sandbox.Lifecycle.Ledger;
using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Lifecycle.DryRuns;

/// <summary>What a run did and was about to do, a JSON object a line, each on the disk before the run goes on. It is all that a teardown knows of a run, and the run's own teardown knows no more.</summary>
internal sealed class DryRunJournal
{
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly IProgress<string>? _progress;
    private readonly List<JournalEntry> _entries;

    private DryRunJournal(string path, List<JournalEntry> entries, TimeProvider time, IProgress<string>? progress)
    {
        _path = path;
        _entries = entries;
        _time = time;
        _progress = progress;
    }

    /// <summary>Its lines, in order.</summary>
    public IReadOnlyList<JournalEntry> Entries => _entries;

    /// <summary>Begins the journal of a new run, whose lock is held: of two runs with one name only one can.</summary>
    /// <param name="path">Its file; made with the first line, for its owner only.</param>
    /// <param name="time">The clock.</param>
    /// <param name="progress">Hears each line.</param>
    /// <exception cref="SandboxException">It is there already (<see cref="ExitCode.Refused"/>).</exception>
    public static DryRunJournal Begin(string path, TimeProvider time, IProgress<string>? progress) => File.Exists(path)
        ? throw new SandboxException(ExitCode.Refused, $"REFUSE: {path} is there already; each run has a journal of its own")
        : new DryRunJournal(path, [], time, progress);

    /// <summary>Reads the journal of a run. A last line that a crash tore off stands for nothing: what it was about had not begun.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="time">The clock.</param>
    /// <param name="progress">Hears each new line.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SandboxException">There is none (<see cref="ExitCode.Usage"/>), or a line is damaged (<see cref="ExitCode.Refused"/>).</exception>
    public static async Task<DryRunJournal> OpenAsync(string path, TimeProvider time, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        byte[] text;
        try
        {
            text = await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException(ExitCode.Usage, $"there is no such run: {path} cannot be read: {error.Message}", error);
        }

        var end = Array.LastIndexOf(text, (byte)'\n') + 1;
        var entries = new List<JournalEntry>();
        for (var start = 0; start < end;)
        {
            var stop = Array.IndexOf(text, (byte)'\n', start);
            entries.Add(Read(text.AsMemory(start, stop - start)) ?? throw new SandboxException(
                ExitCode.Refused, string.Create(CultureInfo.InvariantCulture, $"REFUSE: {path}:{entries.Count + 1}: the line is damaged; nothing is removed by a journal that cannot be read")));
            start = stop + 1;
        }

        if (end < text.Length)
        {
            DurableFile.Cut(path, end);
        }

        return new DryRunJournal(path, entries, time, progress);
    }

    /// <summary>Writes a line, and tells it. It is on the disk when this returns.</summary>
    /// <param name="word">What it is about.</param>
    /// <param name="kind">The kind of its subject.</param>
    /// <param name="name">The subject's exact name.</param>
    /// <param name="detail">An object's id, or the evidence; secrets in it are redacted.</param>
    /// <param name="holds">Whether it went well.</param>
    public async Task AddAsync(JournalWord word, string kind, string name, string detail, bool? holds = null)
    {
        var entry = new JournalEntry(_time.GetUtcNow(), word, kind, Redaction.Of(name), holds, Redaction.Of(detail));

        // Written to its end even where somebody interrupts: a teardown goes by it.
        await DurableFile.AppendAsync(_path, Write(entry), CancellationToken.None);
        _entries.Add(entry);
        _progress?.Report($"{entry.Word.ToString().ToUpperInvariant()}{(holds is false ? " FAILED" : "")}: {entry.Kind} {entry.Name}: {entry.Detail}");
    }

    /// <summary>The last line about something; null for none.</summary>
    public JournalEntry? Last(JournalWord word, string kind, string name) =>
        _entries.LastOrDefault(entry => entry.Word == word && string.Equals(entry.Kind, kind, StringComparison.Ordinal) && string.Equals(entry.Name, name, StringComparison.Ordinal));

    /// <summary>The lines of a word.</summary>
    public IEnumerable<JournalEntry> Of(JournalWord word) => _entries.Where(entry => entry.Word == word);

    private static byte[] Write(JournalEntry entry)
    {
        var line = JsonLine.Of(json =>
        {
            json.WriteString("at", entry.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("word", entry.Word.ToString());
            json.WriteString("kind", entry.Kind);
            json.WriteString("name", entry.Name);
            if (entry.Holds is { } holds)
            {
                json.WriteBoolean("holds", holds);
            }

            json.WriteString("detail", entry.Detail);
        });
        return [.. line, (byte)'\n'];
    }

    private static JournalEntry? Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var json = document.RootElement;
            return new JournalEntry(
                json.GetProperty("at").GetDateTimeOffset(),
                Enum.Parse<JournalWord>(json.GetProperty("word").GetString()!),
                json.GetProperty("kind").GetString()!,
                json.GetProperty("name").GetString()!,
                json.TryGetProperty("holds", out var holds) ? holds.GetBoolean() : null,
                json.GetProperty("detail").GetString()!);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}
