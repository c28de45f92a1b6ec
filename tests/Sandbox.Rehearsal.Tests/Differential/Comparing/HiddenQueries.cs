using System.Text.RegularExpressions;

namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>
/// The queries that describe commands (\d and its kin) send to read the catalogue: each side's own, so no statements of the script. Only what a side itself
/// names as such is left out.
/// </summary>
internal static partial class HiddenQueries
{
    /// <summary>psql's option that has it name them.</summary>
    public const string Option = "-E";

    /// <summary>What psql named in its output, in order; not the BEGIN and COMMIT of its option -1, which are named too but describe nothing.</summary>
    /// <param name="output">The output of a run with <see cref="Option"/>.</param>
    public static IReadOnlyList<string> In(string output) =>
        [.. Frames().Matches(output).Select(static frame => frame.Groups["query"].Value).Where(static query => query is not ("BEGIN" or "COMMIT" or "ROLLBACK"))];

    /// <summary>
    /// Leaves hidden queries out of a stream: each is removed once, in order, and one that was not sent (ECHO_HIDDEN=noexec) removes nothing. Numbers do not
    /// count, because the oids in them are those of another run.
    /// </summary>
    /// <param name="statements">The stream.</param>
    /// <param name="hidden">The hidden queries.</param>
    public static IReadOnlyList<string> Leave(IReadOnlyList<string> statements, IReadOnlyList<string> hidden)
    {
        var left = new List<string>(statements);
        var from = 0;
        foreach (var query in hidden.Select(WithoutNumbers))
        {
            var found = left.FindIndex(from, statement => WithoutNumbers(statement) == query);
            if (found >= 0)
            {
                left.RemoveAt(found);
                from = found;
            }
        }

        return left;
    }

    private static string WithoutNumbers(string text) => Numbers().Replace(text, "0");

    [GeneratedRegex(@"^/?\*{8,9} QUERY \*{9,10}/?\n(?<query>.*?)\n/?\*{24,26}/?$", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Frames();

    [GeneratedRegex("[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbers();
}
