namespace Sandbox.Bench;

/// <summary>What <c>psql-compare</c> is told.</summary>
internal sealed record PsqlCompareArguments
{
    /// <summary>The usage.</summary>
    public const string Usage =
        "FOLDER... [--server local:MAJOR] [--only TEXT] [--differences FILE] [--update-differences] [--write-doc FILE]";

    /// <summary>The folders of scripts. What psql runs first, into the database that each script's is copied from, is in a subfolder <c>setup</c>.</summary>
    public required IReadOnlyList<string> Folders { get; init; }

    /// <summary>The server, and the psql beside it.</summary>
    public string Server { get; init; } = "local:15";

    /// <summary>Only the scripts whose names contain it.</summary>
    public string Only { get; init; } = string.Empty;

    /// <summary>The list of known differences.</summary>
    public string Differences { get; init; } = "tests/corpus/psql-differences.tsv";

    /// <summary>Whether to bring that list up to date.</summary>
    public bool UpdatesDifferences { get; init; }

    /// <summary>The document to write; null for none.</summary>
    public string? Document { get; init; }

    /// <summary>Reads the command line; null where it is wrong.</summary>
    /// <param name="words">The words after the verb.</param>
    public static PsqlCompareArguments? Parse(IReadOnlyList<string> words)
    {
        var folders = new List<string>();
        var arguments = new PsqlCompareArguments { Folders = folders };
        for (var i = 0; i < words.Count; i++)
        {
            switch (words[i])
            {
                case "--update-differences":
                    arguments = arguments with { UpdatesDifferences = true };
                    break;
                case var option when option.StartsWith("--", StringComparison.Ordinal) && ++i == words.Count:
                    return null;
                case "--server":
                    arguments = arguments with { Server = words[i] };
                    break;
                case "--only":
                    arguments = arguments with { Only = words[i] };
                    break;
                case "--differences":
                    arguments = arguments with { Differences = words[i] };
                    break;
                case "--write-doc":
                    arguments = arguments with { Document = words[i] };
                    break;
                case var folder when Directory.Exists(folder):
                    folders.Add(folder);
                    break;
                default:
                    return null;
            }
        }

        return folders.Count > 0 ? arguments : null;
    }
}
