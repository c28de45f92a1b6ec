using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Teardown;

/// <summary>SBX1006: what destroys runs on another connection than the one that a guard has looked at.</summary>
internal static class GuardsElsewhere
{
    /// <summary>Checks a statement behind <c>\connect</c>, or one that dblink carries elsewhere.</summary>
    /// <param name="run">Where findings go.</param>
    /// <param name="fact">The statement.</param>
    /// <param name="sameServer">It runs on the server that was checked, so that it may drop databases there.</param>
    public static void Check(RuleRun run, StatementFact fact, bool sameServer)
    {
        var statement = fact.Tokens;
        var destroys = (statement.IsWord(0, "drop") && !(sameServer && statement.IsWord(1, "database")) && !statement.IsWord(1, "role") && !statement.IsWord(1, "user"))
            || statement.IsWord(0, "truncate") || statement.IsWord(0, "delete");
        if (destroys && !(fact is DropObjects drop && drop.Names.TrueForAll(run.Migrations.IsNew)))
        {
            run.Report(
                RuleRegistry.GuardOnAnotherConnection, statement.Source, statement[0].Start, statement[statement.Count - 1].End,
                "the guard has looked at another connection than the one that this runs on: check again behind it");
        }
    }
}
