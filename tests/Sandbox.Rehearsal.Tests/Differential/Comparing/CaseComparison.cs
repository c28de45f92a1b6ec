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
        return await Comparison.OfAsync(expected, actual, () => server.RunAsync(psql, script, database, cancellationToken));
    }
}
