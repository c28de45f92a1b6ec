using Sandbox.Syntax.Rules;

namespace Sandbox.Syntax.Tests.Rules;

[Parallelizable(ParallelScope.All)]
public sealed class AnyTextTests
{
    private static readonly string[] Pieces =
    [
        "DROP ", "DATABASE ", "drop", " x", ";", "'", "''", "\"", "$$", "$a$", "(", ")", "\\", "\\if :a\n", "\\endif\n", "\\gexec\n", "\\! docker", " prune ", "\n", "--", "/*", "*/",
        "DO ", "BEGIN ", "END ", "IF ", "THEN ", "ELSE ", "ELSIF ", "LOOP ", "FOR r IN ", "CASE ", "WHEN ", "EXCEPTION ", "EXECUTE ", "format(", "%I", "||", ",", "E'", "U&'", "\\x4", "\\0041",
        "RAISE EXCEPTION ", "current_database() ", "SELECT ", " FROM pg_class ", "LIKE ", "AS ", "CREATE FUNCTION f() ", "COPY t FROM STDIN;", "\uFFFC", "\uD83D", ":= ", "INTO v ", "<<", ">>", "dblink(", "`", "#", "&", "|", "docker rm $(docker ps)",
        "ALTER TABLE t ", "ADD COLUMN c ", "CONSTRAINT c ", "CREATE TABLE t ", "CREATE INDEX ", "ON t ", "PRIMARY KEY ", "UNIQUE ", "REFERENCES ", "USING INDEX ", "TYPE ", "DEFAULT ", "GENERATED ", "IDENTITY ", "NOT NULL ", "NOT VALID ",
        "CHECK ", "[", "]", ".", "*", ":v", ":'v'", "TRUNCATE ", "CASCADE ", "DELETE FROM ", "UPDATE ", "WHERE ", "WITH ", "SET ", "RENAME ", "TO ", "VACUUM ", "REINDEX ", "LOCK ", "PASSWORD ", "'postgresql://", "'host=h password=", "@", "/",
        "\\connect ", "\\setenv PGPASSWORD ", "BEGIN;", "COMMIT;", "ROLLBACK;", "-- sandbox:disable-next SBX2001 r\n", "-- sandbox: rollback-only\n", "pg_terminate_backend(", "pg_stat_activity ", "check_name ", "DATABASE ", "DETACH PARTITION ",
    ];

    [Test]
    public void No_text_makes_the_rules_throw_or_point_outside_it([Range(0, 19)] int seed)
    {
        // A fixed seed: a text that fails is the same text tomorrow.
        var random = new Random(seed);
        for (var i = 0; i < 400; i++)
        {
            var text = "drop " + string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            foreach (var psql in new[] { true, false })
            {
                ShouldPointInside(text, SqlRules.Analyze(text.AsSpan(), new RuleOptions(psql, Partial: true)));
                ShouldPointInside(text, SqlRules.Analyze(text.AsSpan(), new RuleOptions(psql)));
            }

            ShouldPointInside(text, ShellRules.Analyze(MappedText.Verbatim(text)));
        }
    }

    private static void ShouldPointInside(string text, IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
        {
            (finding.Start >= 0 && finding.Length > 0 && finding.End <= text.Length).ShouldBeTrue(text);
        }
    }

    [TestCase("IF a THEN ")]
    [TestCase("BEGIN ")]
    [TestCase("CASE WHEN a THEN ")]
    [TestCase("LOOP ")]
    [TestCase("(")]
    [TestCase("ALTER TABLE t ADD CHECK (")]
    [TestCase("WITH a AS (DELETE FROM b ")]
    [TestCase("CREATE TABLE t (a int DEFAULT ")]
    [TestCase("EXECUTE 'EXECUTE ''")]
    [TestCase("format(")]
    public void Depth_does_not_exhaust_the_stack(string piece)
    {
        var text = "DO $$ BEGIN EXECUTE " + string.Concat(Enumerable.Repeat(piece, 20_000)) + " DROP DATABASE x; $$;";
        SqlRules.Analyze(text.AsSpan(), RuleOptions.Script).ShouldNotBeNull();
    }
}
