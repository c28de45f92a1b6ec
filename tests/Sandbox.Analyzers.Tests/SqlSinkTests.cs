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
    [TestCase("""var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand("[|DROP DATABASE|] prod") } };""")]
    [TestCase("""SqlMapper.Execute(connection, "[|DROP DATABASE|] prod");""")]
    [TestCase("""connection.Execute("[|DROP DATABASE|] prod", new { a = 1 });""")]
    [TestCase("""await connection.ExecuteScalarAsync<int>(param: null, sql: "[|DROP DATABASE|] prod");""")]
    [TestCase("""var rows = connection.Query<int>("SELECT 1; [|DROP DATABASE|] prod");""")]
    [TestCase("""await using var rows = await connection.QueryMultipleAsync("[|DROP DATABASE|] prod");""")]
    [TestCase("""await connection.ExecuteAsync(new CommandDefinition("[|DROP DATABASE|] prod", cancellationToken: token));""")]
    [TestCase("""await context.Database.ExecuteSqlRawAsync("[|DROP DATABASE|] prod");""")]
    [TestCase("""context.Database.ExecuteSqlRaw("[|DROP DATABASE|] " + name);""")]
    [TestCase("""await context.Database.ExecuteSqlAsync($"SELECT {name}; [|DROP DATABASE|] prod");""")]
    [TestCase("""context.Database.ExecuteSqlInterpolated($"[|DROP DATABASE|] prod");""")]
    [TestCase("""var rows = context.Database.SqlQueryRaw<int>("[|DROP DATABASE|] prod");""")]
    [TestCase("""var rows = context.Set<string>().FromSqlRaw("[|DROP DATABASE|] prod");""")]
    [TestCase("""var rows = context.Set<string>().FromSql($"[|DROP DATABASE|] prod {name}");""")]
    [TestCase("""new Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder("npgsql").Sql("[|DROP DATABASE|] prod", suppressTransaction: true);""")]
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
    [TestCase("""connection.ChangeDatabase("DROP DATABASE prod");""")]
    [TestCase("""connection.Execute("SELECT 1", new { note = "DROP DATABASE prod" });""")]
    [TestCase("""context.Database.ExecuteSql($"SELECT {"DROP DATABASE prod"}");""")]
    [TestCase("""[Obsolete("DROP DATABASE prod")] void Old() { }""")]
    public async Task What_is_no_sql_or_no_drop_stays_quiet(string statements) =>
        await Snippet.InMethod(statements).ShouldReport("SBX1001");

    [Test]
    public async Task Marked_members_hold_sql()
    {
        const string source = """
            sealed class Query
            {
                [StringSyntax("sql")] public string Body { get; set; } = "[|DROP DATABASE|] a";
                [StringSyntax("Sql")] private string _text = "[|DROP DATABASE|] b";
                [StringSyntax("json")] private string _json = "DROP DATABASE c";
                private string _other = "DROP DATABASE d";
                void Fill() { Body = "[|DROP DATABASE|] e"; _text = "[|DROP DATABASE|] f"; _json = _other = "DROP DATABASE g"; new Query { Body = "[|DROP DATABASE|] h" }.Fill(); }
            }
            """;
        await source.ShouldReport("SBX1001");
    }

    [Test]
    public async Task An_attribute_of_the_same_name_from_elsewhere_marks_nothing()
    {
        const string source = """
            namespace Acme
            {
                sealed class StringSyntaxAttribute : Attribute { public StringSyntaxAttribute(string syntax) { } }
                class Use { void Marked([Acme.StringSyntax("sql")] string query) { } void Go() => Marked("DROP DATABASE prod"); }
            }
            """;
        await source.ShouldReport("SBX1001");
    }

    [Test]
    public async Task A_project_names_its_own_members()
    {
        const string source = """
            namespace Acme
            {
                static class Db { public static void Run(string name, string text) { } public static void Ask(string text) { } public static void Other(string text) { } public static void Go(this NpgsqlConnection c, string text) { } }
                class Query { public string Body = ""; public string Note = ""; }
                class Test
                {
                    void Use(Query query, NpgsqlConnection connection)
                    {
                        Db.Run("DROP DATABASE a", "[|DROP DATABASE|] b");
                        Db.Ask("[|DROP DATABASE|] c");
                        Db.Other("DROP DATABASE d");
                        connection.Go("[|DROP DATABASE|] e");
                        query.Body = "[|DROP DATABASE|] f";
                        query.Note = "DROP DATABASE g";
                    }
                }
            }
            """;
        await source.ShouldReport("SBX1001", ("sandbox_sql_members", "Acme.Db.Run(text), Acme.Db.Ask,Acme.Query.Body , Acme.Db.Go"));
    }

    [TestCase("""void Weak(string sql) { } Weak("[|DELETE FROM orders|]");""", "SBX1005")]
    [TestCase("""void Weak(string sql) { } Weak("ALTER USER a PASSWORD '[|secret|]'");""", "SBX1201")]
    [TestCase("""void Weak(string sql) { } Weak("ALTER TABLE orders ALTER COLUMN id TYPE bigint");""", "SBX2005")]
    [TestCase("""command.CommandText = "ALTER TABLE orders [|ALTER COLUMN id TYPE bigint|]";""", "SBX2005")]
    [TestCase("""void Weak(string sql) { } Weak("BEGIN; VACUUM orders; COMMIT");""", "SBX1104")]
    [TestCase("""command.CommandText = "BEGIN; [|VACUUM orders|]; COMMIT";""", "SBX1104")]
    [TestCase("""new Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder("npgsql").Sql("[|CREATE INDEX CONCURRENTLY i ON orders (id)|]");""", "SBX1104")]
    [TestCase("""new Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder("npgsql").Sql("CREATE INDEX CONCURRENTLY i ON orders (id)", suppressTransaction: true);""", "SBX1104")]
    [TestCase("""context.Database.ExecuteSqlRaw("[|DELETE FROM orders|]");""", "SBX1005")]
    [TestCase("""context.Database.ExecuteSql($"DELETE FROM orders WHERE id = {name}");""", "SBX1005")]
    [TestCase("""context.Database.ExecuteSql($"[|DELETE FROM orders|]; SELECT {name}");""", "SBX1005")]
    [TestCase("""context.Database.ExecuteSqlRaw($"DELETE FROM orders; {name}");""", "SBX1005")]
    public async Task A_sink_says_how_much_of_the_text_is_known(string statements, string rule) =>
        await Snippet.InMethod(statements).ShouldReport(rule);

    [Test]
    public async Task Generated_code_is_left_alone() =>
        await ("// <auto-generated/>\n#nullable enable\n" + Snippet.InMethod("""command.CommandText = "DROP DATABASE prod";""")).ShouldReport("SBX1001");

    [Test]
    public async Task Nothing_is_looked_at_where_there_is_no_ado_net() =>
        (await Snippet.AnalyzeBareAsync("""class Test { void Run(string sql) => Run("DROP DATABASE prod"); }""")).ShouldBeEmpty();

    [Test]
    public void The_analyzers_load_into_every_compiler_since_4_8() =>
        typeof(SqlLiteralAnalyzer).Assembly.GetReferencedAssemblies()
            .Where(reference => reference.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal))
            .ShouldAllBe(reference => reference.Version! <= new Version(4, 8, 0, 0));

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
