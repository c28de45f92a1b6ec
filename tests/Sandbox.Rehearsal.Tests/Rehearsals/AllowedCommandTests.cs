using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Snapshots;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Rehearsal.Tests.Rehearsals;

/// <summary>Dangerous meta-commands: refused by name and line unless the policy allows them, then done as psql does them.</summary>
[Parallelizable(ParallelScope.All)]
[Platform(Exclude = "Win", Reason = "the commands are those of a Unix shell")]
internal sealed class AllowedCommandTests
{
    [TestCase("\\! echo hello; exit 3\n\\echo :SHELL_ERROR :SHELL_EXIT_CODE\n", "hello\ntrue 3\n", "\\!")]
    [TestCase("\\set who world\n\\set v `echo hello :who :'who'`\n\\echo :v\n", "hello world world\n", "`")]
    [TestCase("\\setenv GREETING hi\n\\getenv g GREETING\n\\echo :g\n\\! echo $GREETING\n", "hi\nhi\n", "\\setenv", "\\!")]
    [TestCase("\\getenv h SANDBOX_NO_TOKEN\n\\echo :{?h}\n", "FALSE\n", "\\getenv")]
    [TestCase("\\o |tr a-z A-Z\n\\qecho shout\n\\o\n\\echo :SHELL_EXIT_CODE\n", "SHOUT\n0\n", "\\o |")]
    [TestCase("\\pset tuples_only on\n\\pset format unaligned\nselect 'loud' \\g |tr a-z A-Z\n", "Output format is unaligned.\nLOUD\n", "\\g |")]
    [TestCase("select 1\n\\w |cat\n\\r\n", "select 1\nQuery buffer reset (cleared).\n", "\\w")]
    [TestCase("\\copy t from program 'echo 7; echo 8'\n\\copy t to program 'sort -r'\n", "COPY 2\nCOPY 2\n8\n7\n", "\\copy program")]
    [TestCase("\\cd /\n\\! pwd\n", "/\n", "\\cd", "\\!")]
    [TestCase("\\setenv EDITOR 'sed -i s/1/2/'\n\\t\\a\nselect 1\n\\e\n;\n", "Tuples only is on.\nOutput format is unaligned.\n2\n", "\\e", "\\setenv")]
    public async Task What_the_policy_allows_is_done(string script, string printed, params string[] allowed)
    {
        var report = await RehearseAsync(script, allowed);

        report.Verdict.ShouldBe(Verdict.Pass, report.Message);
        string.Concat(report.Script().Steps.Select(static step => step.Output)).ShouldBe(printed);
    }

    [TestCase("\\! true\n", "\\! is refused: it runs a shell command; the policy can allow it: \"allow\": { \"metaCommands\": [\"\\\\!\"] }")]
    [TestCase("\\echo `true`\n", "` is refused: backticks run a shell command; the policy can allow it")]
    [TestCase("\\o |cat\n", "\\o | is refused: it pipes into a shell command; the policy can allow it")]
    [TestCase("select 1 \\g |cat\n", "\\g | is refused")]
    [TestCase("select 1 \\w out.txt\n", "\\w is refused: it writes a file; the policy can allow it")]
    [TestCase("\\setenv A b\n", "\\setenv is refused")]
    [TestCase("\\getenv v MY_PASSWORD\n", "\\getenv is refused: the variable may hold a secret")]
    [TestCase("\\copy t from program 'true'\n", "\\copy program is refused")]
    [TestCase("\\COPY t to program 'true'\n", "\\copy program is refused")]
    [TestCase("\\cd /\n", "\\cd is refused: the folder is not below the script's folder; the policy can allow it")]
    [TestCase("\\c other\n", "\\c is refused: it leaves the connection that the guard has looked at; the policy can allow it")]
    [TestCase("\\e\n", "\\e is refused: it runs an editor, and there is no terminal; the policy can allow it")]
    [TestCase("\\edit f\n", "\\e is refused")]
    [TestCase("\\ef f\n", "\\ef is refused")]
    [TestCase("\\ev v\n", "\\ev is refused")]
    [TestCase("\\password\n", "\\password is refused: it asks for a password, and changes a role")]
    [TestCase("\\prompt v\n", "\\prompt is refused: it asks for input; set the variable instead (-v)")]
    [TestCase("\\s\n", "\\s is refused: it shows a history")]
    [TestCase("\\lo_import f\n", "\\lo_import is refused: it reads a file; the policy can allow it")]
    [TestCase("\\lo_export 1 f\n", "\\lo_export is refused: it writes a file; the policy can allow it")]
    [TestCase("\\lo_unlink 1\n", "\\lo_unlink is refused: it removes a large object")]
    public async Task What_it_does_not_is_refused_before_anything_connects(string script, string reason)
    {
        var report = await RehearseAsync(script, []);

        report.ExitCode.ShouldBe(ExitCode.Refused);
        report.Message!.ShouldContain($"script.sql:1:{script.IndexOf(reason[0] == '`' ? '`' : '\\', StringComparison.Ordinal) + 1}: {reason}");
        report.Scripts.ShouldBeEmpty();
    }

    [Test]
    public async Task A_pipe_that_only_the_run_shows_is_refused_before_that_command()
    {
        var report = await RehearseAsync("select '|cat' as target \\gset\n\\o :target\n", []);

        report.ExitCode.ShouldBe(ExitCode.Refused);
        report.Message!.ShouldContain("script.sql:2:1: \\o | is refused");
    }

    [Test]
    public async Task The_script_moves_below_its_own_folder_without_permission()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["sub"]);
        await folder.WriteAsync("sub/part.sql", "\\echo from below\n");

        var report = await RehearseAsync(folder, "\\cd sub\n\\i part.sql\n\\cd nowhere\n", []);

        string.Concat(report.Script().Steps.Select(static step => step.Output)).ShouldBe("from below\n");
        report.Script().Steps[^1].Error!.Message.ShouldBe("\\cd: could not change directory to \"nowhere\": No such file or directory");
    }

    [Test]
    public async Task Lines_of_the_input_answer_prompts()
    {
        using var input = new StringReader("Ada\nsecret\nsecret\nonce\ntwice\n");
        using var folder = new TempFolder();
        var role = $"asked_{Guid.NewGuid():N}";
        var script = $"\\prompt 'Who? ' who\n\\echo :who\ncreate role {role};\n\\password {role.ToUpperInvariant()}\nselect rolpassword like 'SCRAM-SHA-256$4096:%' as scram from pg_authid where rolname = '{role}' \\gset\n\\echo :scram\nset password_encryption to md5;\n\\password\n";

        var report = await RehearseAsync(folder, script, ["\\prompt", "\\password"], request => request with { Input = input });

        var steps = report.Script().Steps;
        string.Concat(steps.Select(static step => step.Output)).ShouldBe("Who? Ada\nCREATE ROLE\nt\nSET\n");
        steps.Single(static step => step.Error is not null).Error!.Message.ShouldBe("Passwords didn't match.");
        System.Text.Json.JsonSerializer.Serialize(steps).ShouldNotContain("secret");
        report.Script().NetZero!.TransactionStatus.ShouldBe("aborted");
    }

    [Test]
    public async Task What_an_editor_left_is_refused_where_a_script_would_be()
    {
        using var folder = new TempFolder();
        await folder.WriteAsync("edited.sql", "vacuum;");

        var report = await RehearseAsync(folder, "\\setenv EDITOR 'cp edited.sql'\n\nselect 1\n\\e\n", ["\\e", "\\setenv"]);

        report.ExitCode.ShouldBe(ExitCode.Refused);
        report.Message!.ShouldContain("script.sql:4:1: VACUUM");
    }

    [Test]
    public async Task An_editor_that_fails_is_told()
    {
        var report = await RehearseAsync("\\setenv EDITOR false\nselect 1\n\\e\n", ["\\e", "\\setenv"]);

        report.Verdict.ShouldBe(Verdict.Fail);
        report.Script().Steps.Single(static step => step.Error is not null).Error!.Message.ShouldBe("\\e: the editor \"false\" failed with exit code 1");
    }

    [Test]
    public async Task Large_objects_come_from_files_and_go_to_files_and_are_rolled_back()
    {
        using var folder = new TempFolder();
        await folder.WriteAsync("in.txt", "content");
        const string Script = """
            \pset tuples_only on
            \pset format unaligned
            set bytea_output to escape;
            \lo_import in.txt 'a note'
            \set made :LASTOID
            select obj_description(:made, 'pg_largeobject');
            \lo_export :made out.txt
            \lo_unlink :made
            \lo_unlink :made
            select count(*) from pg_largeobject_metadata;

            """;

        var report = await RehearseAsync(folder, Script, ["\\lo_import", "\\lo_export", "\\lo_unlink"]);

        var printed = string.Concat(report.Script().Steps.Select(static step => step.Output));
        printed.ShouldMatch(@"\nSET\nlo_import \d+\na note\nlo_export\nlo_unlink \d+\n0\n$");
        report.Script().Steps.Single(static step => step.Error is not null).Error!.Message.ShouldContain("does not exist");
        (await File.ReadAllTextAsync(folder["out.txt"], TestContext.CurrentContext.CancellationToken)).ShouldBe("content");
        report.Script().NetZero!.TransactionStatus.ShouldBe("aborted");
    }

    [TestCase("select 1\n\\w /tmp/outside.sql\n", "\\w")]
    [TestCase("select 1\n\\e /etc/hostname\n", "\\e")]
    [TestCase("select 1\n\\edit ../outside.sql 3\n", "\\e")]
    public async Task A_file_that_is_written_lies_below_the_scripts_folder(string script, string allowed)
    {
        var report = await RehearseAsync(script, [allowed]);

        report.ExitCode.ShouldBe(ExitCode.Refused);
        report.Message!.ShouldContain("script.sql:2:1: ");
        report.Message!.ShouldContain("is not below the script's folder");
    }

    [Test]
    public async Task A_file_for_a_large_object_lies_below_the_scripts_folder()
    {
        var report = await RehearseAsync("\\lo_import /etc/hostname\n", ["\\lo_import"]);

        report.ExitCode.ShouldBe(ExitCode.Refused);
        report.Message!.ShouldContain("is not below the script's folder");
    }

    [Test]
    public async Task The_connection_is_described()
    {
        var report = await RehearseAsync("\\conninfo\n", []);

        report.Script().Steps[0].Output!.ShouldContain($"\n Database             | {report.Target!.Database}\n");
    }

    private static async Task<Report> RehearseAsync(string script, string[] allowed)
    {
        using var folder = new TempFolder();
        return await RehearseAsync(folder, script, allowed);
    }

    private static Task<Report> RehearseAsync(TempFolder folder, string script, string[] allowed, Func<RehearsalRequest, RehearsalRequest>? configure = null) =>
        Rehearse.FileAsync(folder, script, "create table t (i int);", request => (configure ?? (static same => same))(request with
        {
            WorkingFolder = folder.Path,
            Snapshot = SnapshotContent.None,
            Policy = new Policy { RehearseAllow = ["gov_test_*"], AllowedMetaCommands = allowed },
        }));
}
