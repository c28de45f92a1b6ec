namespace Sandbox.Rehearsal.Tests.Effects;

/// <summary>What the rules foretell, held against what the run did.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class PredictionTests
{
    private const string Wildcard =
        """
        SELECT 1;

        DO $$ DECLARE t text; BEGIN
            FOR t IN SELECT tablename FROM pg_tables WHERE tablename LIKE 'scratch%' LOOP
                EXECUTE format('DROP TABLE %I', t);
            END LOOP;
        END $$;
        """;

    [TestCase("CREATE TABLE scratch_1 (i int);", true, "confirmed")]
    [TestCase("CREATE TABLE kept (i int);", true, "notObserved")]
    [TestCase("CREATE TABLE scratch_1 (i int);", false, "static")]
    public async Task A_finding_of_the_text_says_whether_it_came_true(string fixture, bool measures, string observed)
    {
        var report = await Rehearse.TextAsync(Wildcard, fixture, request => request with { MeasuresEffects = measures });

        var hazard = report.Script().Hazards.Where(static hazard => hazard.RuleId == "SBX1002").ShouldHaveSingleItem();
        hazard.Observed.ShouldBe(observed);
        hazard.Line.ShouldBeInRange(3, 5);
    }

    [Test]
    public async Task A_statement_that_never_ran_is_not_observed()
    {
        var report = await Rehearse.TextAsync($"\\if false\n{Wildcard}\n\\endif\n", "CREATE TABLE scratch_1 (i int);");

        report.Script().Hazards.Where(static hazard => hazard.RuleId == "SBX1002").ShouldHaveSingleItem().Observed.ShouldBe("notObserved");
    }
}
