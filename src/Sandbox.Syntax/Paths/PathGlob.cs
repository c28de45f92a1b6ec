using System.IO.Enumeration;

namespace Sandbox.Syntax.Paths;

/// <summary>A glob over files: <c>*</c> and <c>?</c> stand for characters of a name, <c>**</c> for any folders. It looks at names alone, not at the disk.</summary>
public sealed class PathGlob
{
    private readonly string[] _rest;

    /// <summary>Reads a glob.</summary>
    /// <param name="pattern">The glob, with slashes or backslashes.</param>
    public PathGlob(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        var parts = pattern.Replace('\\', '/').Split('/');
        var literal = parts.TakeWhile(static part => !IsGlob(part)).ToArray();
        Folder = literal is [""] ? "/" : string.Join('/', literal);
        _rest = parts[literal.Length..];
    }

    /// <summary>The folder in front of the first sign that stands for something else; empty for the one that the glob starts from.</summary>
    public string Folder { get; }

    /// <summary>Whether a path is a glob.</summary>
    /// <param name="path">The path.</param>
    public static bool IsGlob(string path) => path.AsSpan().ContainsAny('*', '?');

    /// <summary>Whether a file is one of those that the glob stands for.</summary>
    /// <param name="path">Its path from <see cref="Folder"/>.</param>
    public bool Matches(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Matches(path.Replace('\\', '/').Split('/'), _rest);
    }

    private static bool Matches(ReadOnlySpan<string> file, ReadOnlySpan<string> pattern)
    {
        if (pattern.IsEmpty || file.IsEmpty)
        {
            return file.IsEmpty && pattern.IsEmpty;
        }

        if (pattern[0] is "**")
        {
            return Matches(file, pattern[1..]) || Matches(file[1..], pattern);
        }

        return FileSystemName.MatchesSimpleExpression(pattern[0], file[0], ignoreCase: false) && Matches(file[1..], pattern[1..]);
    }
}
