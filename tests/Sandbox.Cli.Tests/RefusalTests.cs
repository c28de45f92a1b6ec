using System.Net;
using System.Net.Sockets;

namespace Sandbox.Cli.Tests;

/// <summary>Exit codes 4 and 9: refused before anything ran, or out of reach.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(180_000)]
public sealed class RefusalTests
{
    private const string Nowhere = "postgresql://nobody@127.0.0.1:1/refusal_1";

    [TestCase("COMMIT;")]
    [TestCase("commit;")]
    [TestCase("CoMmIt Work;")]
    [TestCase("COMMIT TRANSACTION;")]
    [TestCase("COMMIT AND CHAIN;")]
    [TestCase("COMMIT WORK AND NO CHAIN;")]
    [TestCase("END;")]
    [TestCase("end transaction and chain;")]
    [TestCase("/* a /* nested */ comment */ COMMIT -- done\n;")]
    [TestCase("COMMIT\n\n\tAND\n\tCHAIN;")]
    [TestCase("SELECT 1; COMMIT; SELECT 2;")]
    [TestCase("COMMIT")]
    [TestCase("COMMIT \\g")]
    [TestCase("COMMIT PREPARED 'x';")]
    [TestCase("PREPARE TRANSACTION 'x';")]
    public async Task A_rollback_only_script_with_a_commit_is_refused_before_connecting(string commit)
    {
        using var folder = new TempFolder().With("script.sql", $"-- sandbox: rollback-only\nBEGIN;\n{commit}\n");

        // There is no such server: who tried to connect would exit with 9.
        var run = await SandboxProcess.RunAsync(folder, "rehearse", "script.sql", "--target", Nowhere);

        run.ShouldExitWith(ExitCode.Refused);
        run.Out.ShouldContain("script.sql:");
    }

    [TestCase("\\! id", "\\!")]
    [TestCase("\\c other", "\\c")]
    [TestCase("SELECT 1 \\watch 1", "\\watch")]
    [TestCase("\\setenv PATH /", "\\setenv")]
    [TestCase("\\nonsense", "\\nonsense")]
    public async Task A_meta_command_that_is_not_supported_is_refused_by_name_and_place_before_connecting(string command, string name)
    {
        using var folder = new TempFolder().With("script.sql", $"SELECT 1;\n{command}\n");

        var run = await SandboxProcess.RunAsync(folder, "rehearse", "script.sql", "--target", Nowhere);

        run.ShouldExitWith(ExitCode.Refused);
        run.Out.ShouldContain("script.sql:2:");
        run.Out.ShouldContain(name);
    }

    [TestCase("""{ "rehearse": { "allow": ["clone_*"] } }""", TestName = "A_database_that_no_entry_admits_is_refused")]
    [TestCase("""{ "rehearse": { "allow": ["*"], "deny": ["refusal_*"] } }""", TestName = "A_database_that_an_entry_denies_is_refused")]
    [TestCase("{}", TestName = "A_database_is_refused_by_an_empty_policy")]
    [TestCase(null, TestName = "A_database_is_refused_without_a_policy")]
    public async Task Refused_by_the_policy(string? policy)
    {
        using var folder = new TempFolder().With("script.sql", "CREATE TABLE t (i int);");
        var database = await TestServer.CreateDatabaseAsync("refusal_");
        _ = policy is null ? folder : folder.With("sandbox.json", policy);

        var run = await SandboxProcess.RunAsync(folder, ["rehearse", "script.sql", .. database.Words]);

        run.ShouldExitWith(ExitCode.Refused);
        run.Out.ShouldContain("REFUSED");
        run.Out.ShouldContain(database.Name);
    }

    [Test]
    public async Task A_server_that_cannot_be_reached_is_named_without_its_password()
    {
        // A port that is taken and where nobody listens.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        using var folder = new TempFolder().With("script.sql", "SELECT 1;");

        var run = await SandboxProcess.RunAsync(folder, "rehearse", "script.sql", "--target", $"postgresql://me:hunter2@127.0.0.1:{port}/refusal_1");

        run.ShouldExitWith(ExitCode.Unavailable);
        run.Out.ShouldContain($"127.0.0.1:{port}");
        run.Out.ShouldNotContain("hunter2");
    }

    [Test]
    public async Task The_environment_names_a_target_only_where_it_is_asked()
    {
        using var folder = new TempFolder().With("script.sql", "SELECT current_database() AS name;").With("sandbox.json", """{ "rehearse": { "allow": ["refusal_*"] } }""");
        var database = await TestServer.CreateDatabaseAsync("refusal_");
        (string, string)[] environment = [("PGHOST", database.Words[1]), ("PGPORT", database.Words[3]), ("PGUSER", database.Words[5]), ("PGDATABASE", database.Name)];

        var asked = await SandboxProcess.RunAsync(folder, environment, "rehearse", "script.sql", "--snapshot", "none", "--json", "--target", "env");
        var notAsked = await SandboxProcess.RunAsync(folder, environment, "rehearse", "script.sql", "--snapshot", "none", "--json");

        asked.ShouldExitWith(ExitCode.Success).Json.GetProperty("target").GetProperty("throwaway").GetBoolean().ShouldBeFalse();
        notAsked.ShouldExitWith(ExitCode.Success).Json.GetProperty("target").GetProperty("throwaway").GetBoolean().ShouldBeTrue();
    }
}
