namespace Sandbox.Linting;

/// <summary>What is linted, and how.</summary>
public sealed record LintRequest
{
    /// <summary>The path that stands for <see cref="Input"/>.</summary>
    public const string InputPath = "-";

    /// <summary>Files, folders, globs, and <see cref="InputPath"/>.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>The working folder: relative paths start there, and reports name files from there.</summary>
    public required string Folder { get; init; }

    /// <summary>Which rules count, and how much.</summary>
    public LintOptions Options { get; init; } = new();

    /// <summary>The text behind <see cref="InputPath"/>.</summary>
    public Stream? Input { get; init; }

    /// <summary>What the text behind <see cref="InputPath"/> is called: its ending says what it is, as a file's does. SQL where there is none.</summary>
    public string InputName { get; init; } = "<stdin>";

    /// <summary>A revision of git: only what was changed since is reported; null for everything.</summary>
    public string? ChangedSince { get; init; }

    /// <summary>The file of findings that are known and not reported; null for none.</summary>
    public string? Baseline { get; init; }

    /// <summary>Whether the findings become those of the baseline's file.</summary>
    public bool UpdatesBaseline { get; init; }

    /// <summary>Whether what can be mended without any change of meaning is mended in the files.</summary>
    public bool Fixes { get; init; }
}
