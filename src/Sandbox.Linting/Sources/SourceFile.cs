using System.Text;
using Sandbox.Linting.Reporting;
using Sandbox.Syntax.Text;

namespace Sandbox.Linting.Sources;

/// <summary>A text that is linted.</summary>
/// <param name="Path">How reports name it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its characters, without a byte order mark.</param>
/// <param name="HasMark">Whether a byte order mark stands before them.</param>
internal sealed record SourceFile(string Path, SourceKind Kind, string Text, bool HasMark)
{
    /// <summary>The most bytes that are read: as much of a script as a rehearsal reads for its rules.</summary>
    public const int LongestText = 16 * 1024 * 1024;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly string[] s_shells = [".sh", ".bash", ".zsh", ".ksh", ".dash"];

    /// <summary>The endings of the files that a folder stands for.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".sql", ".psql", ".pgsql", .. s_shells];

    /// <summary>Its characters. Only what is read of them anew goes with others: <see cref="With"/>.</summary>
    public string Text { get; } = Text;

    /// <summary>Its lines.</summary>
    public SourceLines Lines { get; } = new(Text);

    /// <summary>The same file with another text.</summary>
    public SourceFile With(string text) => new(Path, Kind, text, HasMark);

    /// <summary>Whether a folder stands for a file.</summary>
    public static bool IsNamedAsOne(ReadOnlySpan<char> name)
    {
        foreach (var ending in Endings)
        {
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">How reports name it.</param>
    /// <param name="fullPath">Where it is.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The text, or what is wrong with it.</returns>
    public static async Task<(SourceFile? File, FileProblem? Problem)> ReadAsync(string path, string fullPath, CancellationToken cancellationToken)
    {
        try
        {
            // A pipe that is opened for writing too never waits for somebody at its other end.
            var access = new FileInfo(fullPath) is { Exists: true, Length: 0, IsReadOnly: false } ? FileAccess.ReadWrite : FileAccess.Read;
            await using var stream = new FileStream(fullPath, FileMode.Open, access, FileShare.ReadWrite, bufferSize: 1, FileOptions.SequentialScan);
            return stream.CanSeek
                ? await ReadAsync(path, stream, cancellationToken)
                : (null, new FileProblem(path, Place: null, $"it is a pipe or a device, not a file: hand its text over on standard input ({LintRequest.InputPath})"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, new FileProblem(path, Place: null, $"it cannot be read: {error.Message}"));
        }
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="path">How reports name it.</param>
    /// <param name="stream">The bytes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The text, or what is wrong with it.</returns>
    public static async Task<(SourceFile? File, FileProblem? Problem)> ReadAsync(string path, Stream stream, CancellationToken cancellationToken)
    {
        var bytes = new byte[stream.CanSeek ? Math.Clamp(stream.Length, 4095, LongestText) + 1 : 4096];
        var length = 0;
        while (await stream.ReadAsync(bytes.AsMemory(length), cancellationToken) is > 0 and var read)
        {
            length += read;
            if (length > LongestText)
            {
                return (null, new FileProblem(path, Place: null, $"it is longer than {LongestText / 1024 / 1024} MB, more than the rules read: leave it out"));
            }

            if (length == bytes.Length)
            {
                Array.Resize(ref bytes, Math.Min(length * 2, LongestText + 1));
            }
        }

        return Decode(path, bytes.AsSpan(0, length));
    }

    private static (SourceFile? File, FileProblem? Problem) Decode(string path, ReadOnlySpan<byte> bytes)
    {
        var hasMark = bytes.StartsWith(Encoding.UTF8.Preamble);
        var content = hasMark ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        string text;
        try
        {
            text = s_strict.GetString(content);
        }
        catch (DecoderFallbackException error)
        {
            var before = s_strict.GetString(content[..error.Index]);
            return (null, new FileProblem(path, new SourceLines(before).Locate(before.Length), "the text is not UTF-8 from here on: save it as UTF-8"));
        }

        return text.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var nul
            ? (null, new FileProblem(path, new SourceLines(text).Locate(nul), "a NUL character, at which psql ends the line: take it away"))
            : (new SourceFile(path, KindOf(path, text), text, hasMark), null);
    }

    private static SourceKind KindOf(string path, string text)
    {
        var ending = System.IO.Path.GetExtension(path);
        return Array.Exists(s_shells, shell => shell.Equals(ending, StringComparison.OrdinalIgnoreCase))
            || (!IsNamedAsOne(path) && text.StartsWith("#!", StringComparison.Ordinal) && FirstLine(text).TrimEnd().EndsWith("sh", StringComparison.Ordinal))
            ? SourceKind.Shell
            : SourceKind.Script;
    }

    private static ReadOnlySpan<char> FirstLine(string text) => text.AsSpan(0, text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end : text.Length);
}
