namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>Runs a script by both and compares.</summary>
internal static class CaseComparison
{
    /// <summary>Runs psql, then the engine, in databases of the same name, and psql once more where they differ.</summary>
    public static async Task<CaseVerdict> RunAsync(
        ComparisonServer server, IScriptRunner psql, IScriptRunner engine, ScriptCase script, string database, CancellationToken cancellationToken)
    {
        var expected = await server.RunAsync(psql, script, database, cancellationToken);
        if (expected.Failure is { } failure)
        {
            return new CaseVerdict(new HashSet<Aspect> { Aspect.Ending }, [new Difference(Aspect.Ending, $"psql {failure}", IsUnstable: true)]);
        }

        var actual = await server.RunAsync(engine, script, database, cancellationToken);
        var hidden = expected.Statements.SequenceEqual(actual.Statements, StringComparer.Ordinal)
            ? []
            : await HiddenAsync(server, psql, script, database, cancellationToken);
        return await Comparison.OfAsync(
            Without(expected, hidden), actual, async () => Without(await server.RunAsync(psql, script, database, cancellationToken), hidden));
    }

    private static async Task<IReadOnlyList<string>> HiddenAsync(
        ComparisonServer server, IScriptRunner psql, ScriptCase script, string database, CancellationToken cancellationToken)
    {
        var naming = await server.RunAsync(psql, script with { Arguments = [.. script.Arguments, HiddenQueries.Option] }, database, cancellationToken);
        return HiddenQueries.In(naming.Output ?? string.Empty);
    }

    private static CaseRun Without(CaseRun run, IReadOnlyList<string> hidden) => run with { Statements = HiddenQueries.Leave(run.Statements, hidden) };
}
