namespace Sandbox.Analyzers.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class SqlSinkTests
{
    [TestCase("""command.CommandText = "[|DROP DATABASE|] prod";""")]
    [TestCase("""plain.CommandText = "[|DROP DATABASE|] prod";""")]
    [TestCase("""using var c = new NpgsqlCommand("[|DROP DATABASE|] prod", connection);""")]
    [TestCase("""using var c = new NpgsqlCommand(connection: connection, cmdText: "[|DROP DATABASE|] prod");""")]
    [TestCase("""using var c = new NpgsqlCommand { CommandText = "[|DROP DATABASE|] prod" };""")]
    [TestCase("""await using var c = source.CreateCommand("[|DROP DATABASE|] prod");""")]
    [TestCase("""var b = new NpgsqlBatchCommand("[|DROP DATABASE|] prod");""")]
    [TestCase("""await session.ExecuteAsync("[|DROP DATABASE|] prod", [], token);""")]
    [TestCase("""await session.QueryAsync("[|DROP DATABASE|] prod", token);""")]
    [TestCase("""Dapper.SqlMapper.Execute(connection, "[|DROP DATABASE|] prod");""")]
    [TestCase("""await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(context.Database, "[|DROP DATABASE|] prod");""")]
    [TestCase("""await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlAsync(context.Database, $"[|DROP DATABASE|] {name}");""")]
    [TestCase("""void Marked([StringSyntax("sql")] string query) { } Marked("[|DROP DATABASE|] prod");""")]
    [TestCase("""void Weak(string sql) { } Weak("[|DROP DATABASE|] prod");""")]
    [TestCase("""var text = /*lang=sql*/ "[|DROP DATABASE|] prod";""")]
    [TestCase("""var text = /* language=PostgreSQL */ "[|DROP DATABASE|] " + name;""")]
    [TestCase("""
        // lang=sql
        var text = $"[|DROP DATABASE|] {name}";
        """)]
    public async Task Sql_is_found_where_it_goes_to_the_server(string statements) =>
        await Snippet.InMethod(statements).ShouldReport("SBX1001");

    [TestCase("""var text = "DROP DATABASE prod";""")]
    [TestCase("""Trace.WriteLine("DROP DATABASE prod");""")]
    [TestCase("""void Other([StringSyntax("json")] string query) { } Other("DROP DATABASE prod");""")]
    [TestCase("""var text = /*lang=json*/ "DROP DATABASE prod";""")]
    [TestCase("""throw new InvalidOperationException("DROP DATABASE prod is refused");""")]
    [TestCase("""command.CommandText = "SELECT 'DROP DATABASE prod'";""")]
    [TestCase("""command.CommandText = "-- DROP DATABASE prod";""")]
    [TestCase("""command.CommandText = $"SELECT 1 /* DROP DATABASE {name} */";""")]
    [TestCase("""void Weak(string sql) { } Weak("the sql DROP DATABASE is not for you");""")]
    [TestCase("""command.Parameters.Add("DROP DATABASE prod");""")]
    public async Task What_is_no_sql_or_no_drop_stays_quiet(string statements) =>
        await Snippet.InMethod(statements).ShouldReport("SBX1001");

    [Test]
    public async Task An_attribute_with_an_array_does_not_disturb()
    {
        const string source = """
            [AttributeUsage(AttributeTargets.All)] sealed class NamesAttribute(params string[] names) : Attribute { public string[] Names => names; }
            class Test { [Names("a", "b")] string Text { get; set; } = ""; void Run([Names] string text, [Names("a")] string sql) { Text = "DROP DATABASE x"; Run("DROP DATABASE x", "[|DROP DATABASE|] y"); } }
            """;
        await source.ShouldReport("SBX1001");
    }

    [TestCase("""command.CommandText = "[|DROP OWNED BY CURRENT_USER|]";""")]
    [TestCase("""command.CommandText = "[|DROP SCHEMA public CASCADE|]; CREATE SCHEMA public";""")]
    [TestCase("""command.CommandText = "SELECT format('[|DROP DATABASE|] %I', datname) FROM pg_database WHERE datname LIKE 'test_%'";""")]
    [TestCase("""command.CommandText = $"DO $$ DECLARE r record; BEGIN FOR r IN SELECT relname FROM pg_class LOOP EXECUTE '[|DROP TABLE|] ' || r.relname; END LOOP; END $$";""")]
    [TestCase("""context.Database.[|EnsureDeleted|]();""")]
    [TestCase("""await context.Database.[|EnsureDeletedAsync|]();""")]
    [TestCase("""await CloneGuard.EnsureAsync(); await context.Database.EnsureDeletedAsync();""")]
    [TestCase("""await CloneGuard.EnsureAsync(); command.CommandText = "[|DROP OWNED BY CURRENT_USER|]";""")]
    public async Task Wildcard_teardown_is_found_in_sql_and_ef(string statements) =>
        await Snippet.InMethod(statements).ShouldReport("SBX1002");
}
