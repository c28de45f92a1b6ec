using Sandbox.Rehearsal.Sessions;
using Sandbox.Rehearsal.Tests.Differential;

namespace Sandbox.Rehearsal.Tests.Escapes;

/// <summary>Which layers of defence hold an attempt: a row of <c>tests/corpus/escapes-layers.tsv</c>, which a full run of <see cref="LayerTests"/> writes.</summary>
/// <param name="Attempt">The attempt's name.</param>
/// <param name="Open">What comes of it with all layers off: one of the words of this type.</param>
/// <param name="Alone">The layers that hold it by themselves.</param>
/// <param name="Together">The layers that hold it only together; none where one holds it alone, or the proof names it.</param>
internal sealed record LayerRow(string Attempt, string Open, IReadOnlyList<Defences> Alone, Defences Together)
{
    /// <summary>It leaves something behind.</summary>
    public const string Escapes = "escapes";

    /// <summary>It does not come to an end.</summary>
    public const string Hangs = "hangs";

    /// <summary>It runs or fails, and nothing survives: the rollback alone holds it, or it attacks something else.</summary>
    public const string Contained = "contained";

    /// <summary>What it needs the installed server does not have.</summary>
    public const string NotApplicable = "not applicable";

    private const string Head = "attempt\topen\talone\ttogether";
    private const string None = "-";

    /// <summary>What stands for <see cref="Together"/> where nothing prevents it: it is named, with exit code 7 or as physical residue.</summary>
    private const string Named = "named by the proof";

    /// <summary>The layers.</summary>
    public static IReadOnlyList<Defences> Layers { get; } =
        [Defences.Classifier, Defences.OneStatement, Defences.Seal, Defences.Watch, Defences.Preflight, Defences.Timeouts, Defences.Confinement];

    private static string Path { get; } = ComparisonServers.Corpus("escapes-layers.tsv");

    /// <summary>Whether something has to hold it.</summary>
    public bool IsEscape => Open is Escapes or Hangs;

    /// <summary>Reads the rows.</summary>
    public static IReadOnlyList<LayerRow> Read() => [.. File.ReadLines(Path).Skip(1).Select(static line => line.Split('\t')).Select(static cells =>
        new LayerRow(cells[0], cells[1], cells[2] is None ? [] : [.. cells[2].Split(' ').Select(Enum.Parse<Defences>)], cells[3] is None or Named ? Defences.None : Enum.Parse<Defences>(cells[3])))];

    /// <summary>Writes the rows.</summary>
    public static void Write(IEnumerable<LayerRow> rows) =>
        File.WriteAllLines(Path, [Head, .. rows.Select(static row => string.Join('\t', row.Attempt, row.Open, row.Alone is [] ? None : string.Join(' ', row.Alone), row.Otherwise))]);

    private string Otherwise => !IsEscape || Alone is not [] ? None : Together == Defences.None ? Named : Together.ToString();
}
