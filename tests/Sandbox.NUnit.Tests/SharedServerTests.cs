namespace Sandbox.NUnit.Tests;

/// <summary>One throwaway server for the assembly, one clone for each worker, and nothing of it afterwards.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SharedServerTests
{
    // pg_locks shows the locks of all databases: each side holds the first lock, waits until it sees the other's, and says so with the second.
    private const string Meet = """
        -- sandbox: snapshot none
        DO $$
        DECLARE
            patience timestamptz := clock_timestamp() + interval '60 seconds';
        BEGIN
            PERFORM pg_advisory_xact_lock(4711);
            WHILE clock_timestamp() < patience AND
                (SELECT count(DISTINCT database) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711) < 2
            LOOP
                PERFORM pg_sleep(0.01);
            END LOOP;
            PERFORM pg_advisory_xact_lock(4712);
            WHILE clock_timestamp() < patience AND
                (SELECT count(DISTINCT database) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4712) < 2 AND
                (SELECT count(DISTINCT database) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711) = 2
            LOOP
                PERFORM pg_sleep(0.01);
            END LOOP;
            IF clock_timestamp() >= patience THEN
                RAISE EXCEPTION 'nobody else came';
            END IF;
        END $$;

        """;

    private static CancellationToken Cancellation => TestContext.CurrentContext.CancellationToken;

    [Test, CancelAfter(180_000)]
    public async Task Two_fixtures_in_parallel_rehearse_one_script_on_one_server_each_on_a_clone_of_its_own()
    {
        using var project = new SampleProject();
        project.Write("meeting/meet.sql", Meet);
        var tests = (await project.RunAsync("run", ["FirstMeeting", "SecondMeeting"], Cancellation)).Cases();
        tests.Count.ShouldBe(2);
        tests.ShouldAllBe(static test => test.Outcome() == "Passed", string.Join('\n', tests.Select(static test => test.Message())));
        var places = tests.Select(static test => test.Output().Split(' ')).ToList();
        places[0][0].ShouldBe(places[1][0]);
        places[0][1].ShouldNotBe(places[1][1]);
    }

    [Test, CancelAfter(180_000)]
    public async Task Two_tests_in_parallel_are_rolled_back_at_once_each_on_a_clone_of_its_own()
    {
        using var project = new SampleProject();
        project.Write("bodies/items.sql", "CREATE TABLE items (id int PRIMARY KEY);\n");
        project.Write("meeting/meet.sql", Meet);
        var tests = (await project.RunAsync("run", ["FirstBodyMeeting", "SecondBodyMeeting"], Cancellation)).Cases();
        tests.ShouldAllBe(static test => test.Outcome() == "Passed", string.Join('\n', tests.Select(static test => test.Message())));
        tests.Select(static test => test.Output()).ShouldBe(["sample_clone", "sample_clone_2"], ignoreOrder: true);
    }

    [Test, CancelAfter(180_000)]
    public async Task One_worker_has_one_clone_for_all_scripts_of_a_fixture()
    {
        using var project = new SampleProject();
        foreach (var name in (string[])["a", "b", "c"])
        {
            project.Write($"placed/{name}.sql", "-- sandbox: snapshot none\nCREATE TABLE mine (i int);\nINSERT INTO mine VALUES (1);\n");
        }

        var tests = (await project.RunAsync("run", ["Placed"], Cancellation)).Cases();
        tests.Count.ShouldBe(3);
        tests.ShouldAllBe(static test => test.Outcome() == "Passed", string.Join('\n', tests.Select(static test => test.Message())));
        tests.Select(static test => test.Output()).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem().ShouldEndWith(" sample_clone");
    }

    [Test, CancelAfter(180_000)]
    public async Task The_server_ends_with_the_run_and_not_only_with_the_process()
    {
        using var project = new SampleProject();
        project.Write("placed/a.sql", "-- sandbox: snapshot none\nSELECT 1;\n");
        using var process = project.Start("run", ["Placed"]);
        try
        {
            var test = (await project.FinishedAsync(process, Cancellation)).Cases().ShouldHaveSingleItem();
            process.HasExited.ShouldBeFalse();
            var sockets = test.Output().Split(' ')[0];
            Path.IsPathRooted(sockets).ShouldBeTrue();
            Directory.Exists(sockets).ShouldBeFalse();
        }
        finally
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(Cancellation);
        }
    }

    [Test, CancelAfter(180_000)]
    public async Task A_process_that_ends_before_its_run_takes_the_server_with_it()
    {
        using var project = new SampleProject();
        project.Write("placed/a.sql", "-- sandbox: snapshot none\nSELECT 1;\n");
        using var process = project.Start("run", ["Leaving"]);
        var sockets = await process.StandardError.ReadLineAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        process.ExitCode.ShouldBe(3);
        Path.IsPathRooted(sockets).ShouldBeTrue();
        Directory.Exists(sockets).ShouldBeFalse();
    }
}
