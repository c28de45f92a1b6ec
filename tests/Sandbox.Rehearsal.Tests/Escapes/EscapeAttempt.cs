using System.Text;
using System.Text.RegularExpressions;

namespace Sandbox.Rehearsal.Tests.Escapes;

/// <summary>A script that tries to leave something behind, and how to judge what came of it: the comments at its head (<c>tests/corpus/escapes/README.md</c>).</summary>
internal sealed partial record EscapeAttempt
{
    /// <summary>Where attempts write outside of their clone; each run has a place of its own instead.</summary>
    private const string Place = "/tmp/sbx_escape";

    /// <summary>The script's path.</summary>
    public required string Path { get; init; }

    /// <summary>How it tries it, in one line.</summary>
    public required string Mechanism { get; init; }

    /// <summary>What is expected of the rehearsal.</summary>
    public required Reaction Expected { get; init; }

    /// <summary>Other reactions that are fine.</summary>
    public required IReadOnlyList<Reaction> Accepted { get; init; }

    /// <summary>Run in this order, in one session, before the rehearsal.</summary>
    public required IReadOnlyList<string> Setup { get; init; }

    /// <summary>Whether it is for a superuser's eyes only.</summary>
    public required bool NeedsSuperuser { get; init; }

    /// <summary>Asked afterwards: a query, and its answer in psql's unaligned form.</summary>
    public required IReadOnlyList<(string Query, string Answer)> Probes { get; init; }

    /// <summary>Files that must not be there afterwards.</summary>
    public required IReadOnlyList<string> AbsentFiles { get; init; }

    /// <summary>What another session holds during the whole rehearsal; null for nothing.</summary>
    public required string? Held { get; init; }

    /// <summary>What it needs of a server, as <see cref="EscapeNeeds"/> reads it.</summary>
    public required IReadOnlyList<string> Needs { get; init; }

    /// <summary>The file's name without its extension.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The roles that it is played in: whether each is a superuser.</summary>
    public IReadOnlyList<bool> Superusers => NeedsSuperuser ? [true] : [true, false];

    /// <summary>The attempts of a folder, in the order of their names.</summary>
    /// <param name="folder">A folder of the corpus.</param>
    public static IReadOnlyList<EscapeAttempt> In(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.sql").Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>The same attempt with a place of its own to write to.</summary>
    /// <param name="script">The script's folder.</param>
    /// <param name="outside">A folder outside of it, which the server's user can write to.</param>
    public EscapeAttempt MoveTo(string script, string outside)
    {
        var moved = System.IO.Path.Combine(script, System.IO.Path.GetFileName(Path));
        var aux = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, "aux");
        foreach (var file in Directory.Exists(aux) ? Directory.EnumerateFiles(aux) : [])
        {
            Directory.CreateDirectory(System.IO.Path.Combine(script, "aux"));
            File.Copy(file, System.IO.Path.Combine(script, "aux", System.IO.Path.GetFileName(file)));
        }

        // Not every attempt is text: Latin-1 keeps all bytes.
        var place = System.IO.Path.Combine(outside, "sbx_escape");
        File.WriteAllText(moved, Move(File.ReadAllText(Path, Encoding.Latin1)), Encoding.Latin1);
        return this with
        {
            Path = moved,
            Setup = [.. Setup.Select(Move)],
            Probes = [.. Probes.Select(probe => (Move(probe.Query), probe.Answer))],
            AbsentFiles = [.. AbsentFiles.Select(Move)],
        };

        string Move(string text) => text.Replace(Place, place, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static EscapeAttempt Read(string path)
    {
        var heads = new List<(string Key, string Value)>();
        foreach (var line in File.ReadLines(path, Encoding.UTF8).TakeWhile(static line => line.StartsWith("-- ", StringComparison.Ordinal)))
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon > 0)
            {
                heads.Add((line[3..colon], line[(colon + 2)..]));
            }
        }

        return new EscapeAttempt
        {
            Path = path,
            Mechanism = All("attempts").Single(),
            Expected = ReactionOf(All("expect").Single()),
            Accepted = [.. All("accept").SelectMany(static value => value.Split(',')).Select(ReactionOf)],
            Setup = [.. All("setup")],
            NeedsSuperuser = All("role").SingleOrDefault() switch
            {
                null => false,
                "superuser" => true,
                var role => throw new FormatException($"{path}: role {role}"),
            },
            Probes = [.. All("probe").Select(ProbeOf)],
            AbsentFiles = [.. All("probe-client-file").Select(ProbeOf).Select(static probe => probe.Query)],
            Held = All("limit").Select(static limit => HoldPattern().Match(limit)).FirstOrDefault(static match => match.Success) is { } held
                ? $"LOCK TABLE {held.Groups["table"].Value} IN {held.Groups["mode"].Value} MODE" : null,
            Needs = [.. All("needs")],
        };

        IEnumerable<string> All(string key) => heads.Where(head => head.Key == key).Select(static head => head.Value);
    }

    private static Reaction ReactionOf(string word) => word.Trim() switch
    {
        "refuse" => Reaction.Refuse,
        "contained" => Reaction.Contained,
        "reported-residue" => Reaction.ReportedResidue,
        _ => throw new FormatException($"unknown reaction: {word}"),
    };

    private static (string Query, string Answer) ProbeOf(string probe)
    {
        var arrow = probe.LastIndexOf(" => ", StringComparison.Ordinal);
        return (probe[..arrow], probe[(arrow + 4)..]);
    }

    [GeneratedRegex("holds (?<mode>[A-Z ]+) on (?<table>[a-z_]+) in another session", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HoldPattern();
}
