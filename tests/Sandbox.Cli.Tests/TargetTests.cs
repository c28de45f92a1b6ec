namespace Sandbox.Cli.Tests;

/// <summary>A target is named as in psql, shown without its password, and nothing of the environment changes the session.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(120_000)]
public sealed class TargetTests
{
    private const string Script = "-- sandbox: snapshot none\nSELECT 'search_path' AS check_name, current_setting('search_path') AS actual, CASE current_setting('search_path') WHEN '\"$user\", public' THEN 'PASS' ELSE 'FAIL' END AS verdict;\n";

    [Test]
    public async Task Nothing_of_PGOPTIONS_leaks_into_a_rehearsal()
    {
        using var folder = Folder();
        var database = await TestServer.CreateDatabaseAsync("target_");

        (await SandboxProcess.RunAsync(folder, [("PGOPTIONS", "-c search_path=elsewhere"), ("PGAPPNAME", "x")], ["rehearse", "x.sql", "-w", .. database.Words])).ShouldExitWith(ExitCode.Success);
        (await SandboxProcess.RunAsync(folder, [("PGOPTIONS", "-c search_path=elsewhere")], "rehearse", "x.sql")).ShouldExitWith(ExitCode.Success);
    }

    [TestCase("uri")]
    [TestCase("conninfo")]
    [TestCase("env")]
    [TestCase("service")]
    [TestCase("hosts")]
    public async Task The_target_is_shown_without_its_password(string form)
    {
        using var folder = Folder();
        var database = await TestServer.CreateDatabaseAsync("target_");
        var target = TestServer.Target(database.Name);
        folder.With("services", $"[shop]\nhost={target.Host}\nport={target.Port}\nuser={target.User}\ndbname={database.Name}\npassword=hunter2\n");
        var conninfo = $"host={target.Host} port={target.Port} user={target.User} dbname={database.Name} password=hunter2";
        (string Name, string Value)[] variables = form switch
        {
            "env" => [("PGHOST", target.Host), ("PGPORT", $"{target.Port}"), ("PGUSER", target.User), ("PGDATABASE", database.Name), ("PGPASSWORD", "hunter2")],
            "service" => [("PGSERVICEFILE", folder["services"])],
            _ => [("PGHOST", "nowhere.invalid"), ("PGDATABASE", "nowhere")],
        };
        var words = form switch
        {
            "uri" => $"postgresql://{target.User}:hunter2@/{database.Name}?host={target.Host}&port={target.Port}",
            "env" => "env",
            "service" => "service=shop",
            "hosts" => $"{conninfo.Replace("host=", "host=/nowhere,", StringComparison.Ordinal)} target_session_attrs=read-write",
            _ => conninfo,
        };

        var run = await SandboxProcess.RunAsync(folder, variables, "rehearse", "x.sql", "--target", words, "--verbose", "--format", "json", "--output", "r.json");

        run.ShouldExitWith(ExitCode.Success).Out.ShouldContain($"{database.Name} (PostgreSQL ");
        (run.Out + run.Error + File.ReadAllText(folder["r.json"])).ShouldNotContain("hunter2");
        run.Out.ShouldContain($"target {target.Host}:{target.Port}");
    }

    private static TempFolder Folder() => new TempFolder().With("x.sql", Script).With("sandbox.json", """{ "rehearse": { "allow": ["target_*"] } }""");
}
