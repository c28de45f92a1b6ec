namespace Sandbox.NUnit.Tests;

/// <summary>What a test author may get wrong, and hears of.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class MistakeTests
{
    private static CancellationToken Cancellation => TestContext.CurrentContext.CancellationToken;

    [Test]
    public async Task A_glob_that_stands_for_no_script_fails_and_says_where_it_looked()
    {
        using var project = new SampleProject();
        var test = (await project.RunAsync("run", ["Nowhere"], Cancellation)).Cases().ShouldHaveSingleItem();
        test.Outcome().ShouldBe("Failed");
        test.Message().ShouldContain($"[Rehearsal(\"elsewhere/**/*.sql\")] stands for no script: looked in {project.Folder}");
    }

    [Test]
    public async Task A_test_that_takes_no_script_fails_and_says_what_it_needs()
    {
        using var project = new SampleProject();
        var test = (await project.RunAsync("run", ["WithoutCase"], Cancellation)).Cases().ShouldHaveSingleItem();
        test.Outcome().ShouldBe("Failed");
        test.Message().ShouldContain("give Rehearse a first parameter of type RehearsalCase");
    }

    [Test]
    public async Task A_test_that_never_rehearses_its_script_fails()
    {
        using var project = new SampleProject();
        project.Write("scripts/good.sql", "SELECT 1;\n");
        var test = (await project.RunAsync("run", ["Forgotten"], Cancellation)).Cases().ShouldHaveSingleItem();
        test.Outcome().ShouldBe("Failed");
        test.Message().ShouldContain("scripts/good.sql was not rehearsed");
    }

    [Test, CancelAfter(120_000)]
    public async Task A_test_that_fails_by_its_own_judgement_has_the_report_attached()
    {
        using var project = new SampleProject();
        project.Write("scripts/good.sql", "-- sandbox: snapshot none\nSELECT 1;\n");
        var test = (await project.RunAsync("run", ["OwnJudgement"], Cancellation)).Cases().ShouldHaveSingleItem();
        test.Message().ShouldContain("4711");
        test.Attachments().ShouldHaveSingleItem().ShouldEndWith(".json");
    }

    [Test]
    public async Task A_server_that_nobody_knows_fails_the_tests_and_names_the_variable()
    {
        using var project = new SampleProject();
        project.Write("scripts/good.sql", "SELECT 1;\n");
        var test = (await project.RunAsync("run", ["Scripts"], Cancellation, server: "moon:1")).Cases().ShouldHaveSingleItem();
        test.Message().ShouldStartWith("ERROR  scripts/good.sql");
        test.Message().ShouldContain("environment variable SANDBOX_SERVER");
    }

    [Test]
    public async Task Discovery_reads_no_script_and_needs_no_server()
    {
        using var project = new SampleProject();
        project.Write("sandbox.json", "no policy at all");
        project.Write("scripts/broken.sql", "SELECT 'never closed");
        var tests = (await project.RunAsync("explore", ["Scripts"], Cancellation, server: "moon:1")).Cases();
        tests.ShouldHaveSingleItem().Attribute("runstate")!.Value.ShouldBe("Runnable");
    }
}
