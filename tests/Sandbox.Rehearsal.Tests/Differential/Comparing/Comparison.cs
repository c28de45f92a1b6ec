using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>Compares psql's run of a script with the engine's.</summary>
internal static partial class Comparison
{
    /// <summary>The aspects in which two runs differ; one that either run does not know is not compared.</summary>
    /// <param name="psql">psql's run.</param>
    /// <param name="engine">The engine's run.</param>
    public static CaseVerdict Of(CaseRun psql, CaseRun engine)
    {
        var compared = Enum.GetValues<Aspect>().Where(aspect => Lines(aspect, psql) is not null && Lines(aspect, engine) is not null).ToHashSet();
        return new CaseVerdict(compared, [.. compared.Order().Select(aspect => Of(aspect, psql, engine, static line => line)).OfType<Difference>()]);
    }

    /// <summary>
    /// The same, with what changes from run to run left out: where the runs differ psql runs once more, and where it differs from itself only in numbers
    /// (times, oids, process ids), numbers do not count.
    /// </summary>
    /// <param name="psql">psql's run.</param>
    /// <param name="engine">The engine's run.</param>
    /// <param name="runAgain">Runs psql once more.</param>
    public static async Task<CaseVerdict> OfAsync(CaseRun psql, CaseRun engine, Func<Task<CaseRun>> runAgain)
    {
        var verdict = Of(psql, engine);
        if (verdict.Differences.Count == 0)
        {
            return verdict;
        }

        var again = await runAgain();
        return verdict with { Differences = [.. verdict.Differences.Select(difference => Settle(difference, psql, engine, again)).OfType<Difference>()] };
    }

    private static Difference? Settle(Difference difference, CaseRun psql, CaseRun engine, CaseRun again) =>
        Of(difference.Aspect, psql, again, static line => line) is null ? difference
        : Of(difference.Aspect, psql, again, WithoutNumbers) is { } instability ? instability with { IsUnstable = true }
        : Of(difference.Aspect, psql, engine, WithoutNumbers);

    private static Difference? Of(Aspect aspect, CaseRun psql, CaseRun engine, Func<string, string> normalise)
    {
        if (Lines(aspect, psql) is not { } expected || Lines(aspect, engine) is not { } actual)
        {
            return null;
        }

        for (var i = 0; i < Math.Max(expected.Count, actual.Count); i++)
        {
            if (i >= expected.Count || i >= actual.Count || normalise(expected[i]) != normalise(actual[i]))
            {
                return new Difference(aspect, string.Create(CultureInfo.InvariantCulture, $"{i + 1}: {Quote(expected, i)} | {Quote(actual, i)}"));
            }
        }

        return null;
    }

    private static IReadOnlyList<string>? Lines(Aspect aspect, CaseRun run) => aspect switch
    {
        Aspect.Ending => run.Failure is { } failure ? [failure] : [],
        Aspect.Statements => run.Statements,
        Aspect.Output => run.Output?.Split('\n'),
        Aspect.ExitStatus => run.ExitStatus is { } status ? [status.ToString(CultureInfo.InvariantCulture)] : null,
        _ => run.EndState,
    };

    private static string WithoutNumbers(string line) => Numbers().Replace(line, "0");

    // JSON's form keeps it in one line and shows what cannot be seen.
    private static string Quote(IReadOnlyList<string> lines, int i) =>
        i < lines.Count ? JsonSerializer.Serialize(lines[i].Length > 200 ? lines[i][..200] + "..." : lines[i], s_readable) : "(nothing)";

    private static readonly JsonSerializerOptions s_readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // A number's width moves the blanks and dashes around it.
    [GeneratedRegex("[ -]*[0-9]+(\\.[0-9]+)?[ -]*|--+|  +", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbers();
}
