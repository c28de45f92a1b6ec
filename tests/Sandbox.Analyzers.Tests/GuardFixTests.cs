namespace Sandbox.Analyzers.Tests;

/// <summary>The fix that inserts our guard: what it makes of a snippet compiles, and the rules are quiet then.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class GuardFixTests
{
    private const string Guard = "        await CloneGuard.EnsureAsync(connection, token);\n";

    [TestCase("        ^await connection.ExecuteAsync(\"DROP DATABASE a\");")]
    [TestCase("        ^await using var late = new NpgsqlCommand(\"DROP DATABASE a\", connection);\n        await late.ExecuteNonQueryAsync(token);")]
    [TestCase("        await using var late = connection.CreateCommand();\n        // The name is nobody's.\n        ^late.CommandText = $\"DROP DATABASE {name}\";\n        await late.ExecuteNonQueryAsync(token);")]
    [TestCase("        var alias = connection;\n        ^await alias.ExecuteAsync(\"DROP DATABASE a\");")]
    [TestCase("        await CloneGuard.EnsureAsync(other, token);\n        ^await connection.ExecuteAsync(\"DROP SCHEMA a CASCADE\");")]
    [TestCase("        ^if (await connection.ExecuteAsync(\"DROP DATABASE a\") > 0) { return; }")]
    [TestCase("        ^Action run = () => connection.Execute(\"DROP DATABASE a\");")]
    public async Task A_guard_is_put_before_the_statement(string marked)
    {
        var at = marked.LastIndexOf('\n', marked.IndexOf('^', StringComparison.Ordinal)) + 1;
        var before = marked.Replace("^", string.Empty, StringComparison.Ordinal);
        // What is written above a statement stays with it.
        var lines = before[..at].EndsWith("nobody's.\n", StringComparison.Ordinal) ? before.LastIndexOf("        //", StringComparison.Ordinal) : at;
        await ShouldBecome(before, before.Insert(lines, Guard));
    }

    [Test]
    public async Task A_statement_without_braces_gets_them()
    {
        const string before = """
                    if (flag)
                        await connection.ExecuteAsync("DROP DATABASE a");
            """;
        const string after = """
                    if (flag)
                    {
                        await CloneGuard.EnsureAsync(connection, token);
                        await connection.ExecuteAsync("DROP DATABASE a");
                    }
            """;
        await ShouldBecome(before, after);
    }

    [Test]
    public async Task A_lambda_and_a_section_of_a_switch_guard_themselves()
    {
        const string before = """
                    Func<Task> run = async () =>
                    {
                        await connection.ExecuteAsync("DROP DATABASE a");
                    };
                    switch (name)
                    {
                        case "b":
                            await other.ExecuteAsync("DROP DATABASE b");
                            break;
                    }
            """;
        const string after = """
                    Func<Task> run = async () =>
                    {
                        await CloneGuard.EnsureAsync(connection, token);
                        await connection.ExecuteAsync("DROP DATABASE a");
                    };
                    switch (name)
                    {
                        case "b":
                            await CloneGuard.EnsureAsync(other, token);
                            await other.ExecuteAsync("DROP DATABASE b");
                            break;
                    }
            """;
        (await Fixes.ApplyAllAsync(Snippet.InMethod(before))).ShouldBe(Snippet.InMethod(after));
        await ShouldBeQuiet(Snippet.InMethod(after));
    }

    [Test]
    public async Task One_guard_is_enough_for_the_statements_behind_it()
    {
        const string before = """
                    await connection.ExecuteAsync("DROP DATABASE a");
                    if (flag)
                    {
                        await connection.ExecuteAsync("DROP DATABASE b");
                    }
            """;
        (await Fixes.ApplyAllAsync(Snippet.InMethod(before))).ShouldBe(Snippet.InMethod(Guard + before));
        await ShouldBeQuiet(Snippet.InMethod(Guard + before));
    }

    [Test]
    public async Task Top_level_statements_are_guarded_without_a_token()
    {
        const string before = """
            await using var connection = new NpgsqlConnection("");
            await connection.ExecuteAsync("DROP DATABASE a");
            """;
        const string after = """
            await using var connection = new NpgsqlConnection("");
            await CloneGuard.EnsureAsync(connection);
            await connection.ExecuteAsync("DROP DATABASE a");
            """;
        (await Fixes.ApplyFirstAsync(before)).ShouldBe(after);
        await ShouldBeQuiet(after);
    }

    [Test]
    public async Task The_bad_example_becomes_one_that_is_quiet()
    {
        var bad = await File.ReadAllTextAsync(Repository.PathOf("docs/rules/SBX1006/bad.cs"), TestContext.CurrentContext.CancellationToken);
        var made = await Fixes.ApplyFirstAsync(bad);
        made.ShouldNotBeNull().ShouldContain("await CloneGuard.EnsureAsync(other, cancellationToken);\n");
        await ShouldBeQuiet(made);
    }

    [TestCase("        command.CommandText = \"DROP DATABASE a\";", TestName = "a command from elsewhere")]
    [TestCase("        await using var late = source.CreateCommand(\"DROP DATABASE a\");", TestName = "any connection of a source")]
    [TestCase("        await session.ExecuteAsync(\"DROP DATABASE a\", [], token);", TestName = "a session, which the short form does not take")]
    [TestCase("        await new NpgsqlConnection(name).ExecuteAsync(\"DROP DATABASE a\");", TestName = "a connection without a name")]
    [TestCase("        void Run() { connection.Execute(\"DROP DATABASE a\"); }", TestName = "a function that does not await")]
    [TestCase("        lock (connection) { connection.Execute(\"DROP DATABASE a\"); }", TestName = "a lock, in which nothing is awaited")]
    [TestCase("        using NpgsqlConnection late = new(name), more = Use(late.Execute(\"DROP DATABASE a\")); NpgsqlConnection Use(int _) => connection;", TestName = "a connection that the statement itself declares")]
    public async Task Where_no_guard_can_stand_none_is_offered(string statements) =>
        (await Fixes.ApplyFirstAsync(Snippet.InMethod(statements))).ShouldBeNull();

    private static async Task ShouldBecome(string before, string after)
    {
        (await Fixes.ApplyFirstAsync(Snippet.InMethod(before))).ShouldBe(Snippet.InMethod(after));
        await ShouldBeQuiet(Snippet.InMethod(after));
    }

    private static async Task ShouldBeQuiet(string source) =>
        (await Snippet.AnalyzeAsync(source)).Select(diagnostic => diagnostic.Id).ShouldNotContain(static id => id == "SBX1001" || id == "SBX1006");
}
