namespace Sandbox.Analyzers.Tests;

/// <summary>SBX1006: which connection a guard has looked at, and which one the statement runs on.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ConnectionTests
{
    private const string Run = "using var c = new NpgsqlCommand(\"[|DROP DATABASE prod|]\", other); c.ExecuteNonQuery();";

    [TestCase("await CloneGuard.EnsureAsync(connection);" + Run, TestName = "another parameter")]
    [TestCase("await CloneGuard.EnsureAsync(connection); await using var fresh = new NpgsqlConnection(name); using var c = new NpgsqlCommand(\"[|DROP DATABASE prod|]\", fresh);", TestName = "a connection opened behind the guard")]
    [TestCase("await CloneGuard.EnsureAsync(connection); await using var c = source.CreateCommand(\"[|TRUNCATE orders|]\");", TestName = "a source that opens its own")]
    [TestCase("await CloneGuard.EnsureAsync(connection); using var c = other.CreateCommand(); c.CommandText = \"[|DROP TABLE orders|]\";", TestName = "a command of another connection")]
    [TestCase("await CloneGuard.EnsureAsync(connection); using var c = new NpgsqlCommand { Connection = other, CommandText = \"[|DELETE FROM orders WHERE id = 1|]\" };", TestName = "a connection in the initializer")]
    [TestCase("await CloneGuard.EnsureAsync(connection); using var c = new NpgsqlCommand(\"[|DROP TABLE orders|]\"); c.Connection = other; c.ExecuteNonQuery();", TestName = "a connection assigned later")]
    [TestCase("await CloneGuard.EnsureAsync(connection); other.Execute(\"[|DROP TABLE orders|]\");", TestName = "Dapper on another connection")]
    [TestCase("await CloneGuard.EnsureAsync(connection); context.Database.ExecuteSqlRaw(\"[|DROP TABLE orders|]\");", TestName = "EF Core's connection")]
    [TestCase("await CloneGuard.EnsureAsync(connection); await session.QueryAsync(\"[|DROP TABLE orders|]\", token);", TestName = "a session of another connection")]
    [TestCase("await CloneGuard.EnsureAsync(other); other = new NpgsqlConnection(name);" + Run, TestName = "replaced behind the guard")]
    [TestCase("await CloneGuard.EnsureAsync(connection); connection = other; using var c = new NpgsqlCommand(\"[|DROP TABLE orders|]\", connection);", TestName = "given another value behind the guard")]
    public async Task A_guard_on_another_connection_is_loud(string statements) =>
        await Snippet.InMethod(statements).ShouldReport("SBX1006");

    [TestCase("await CloneGuard.EnsureAsync(other); using var c = new NpgsqlCommand(\"DROP DATABASE prod\", other);")]
    [TestCase("var alias = other; await CloneGuard.EnsureAsync(alias); using var c = new NpgsqlCommand(\"DROP DATABASE prod\", other);")]
    [TestCase("await CloneGuard.EnsureAsync(other); var alias = other; using var c = alias.CreateCommand(); c.CommandText = \"DROP DATABASE prod\";")]
    [TestCase("using var c = new NpgsqlCommand(\"DROP TABLE a\", other); await CloneGuard.EnsureAsync(c.Connection!); c.ExecuteNonQuery();")]
    [TestCase("await CloneGuard.EnsureAsync(connection); command.CommandText = \"DROP DATABASE prod\";")]
    [TestCase("await using var fresh = await source.OpenConnectionAsync(token); await CloneGuard.EnsureAsync(fresh); fresh.Execute(\"DROP DATABASE prod\");")]
    [TestCase("await CloneGuard.EnsureAsync((NpgsqlConnection)context.Database.GetDbConnection()); await context.Database.ExecuteSqlRawAsync(\"DROP TABLE orders\");")]
    [TestCase("await CloneGuard.EnsureAsync(session); await session.ExecuteAsync(\"DROP TABLE orders\", [], token);")]
    [TestCase("await CloneGuard.EnsureAsync(connection); await CloneGuard.EnsureAsync(other); using var c = new NpgsqlCommand(\"DROP TABLE a\", other);")]
    [TestCase("await CloneGuard.EnsureAsync(connection); using var c = new NpgsqlCommand(\"SELECT 'DROP TABLE a'\", other);")]
    [TestCase("other = new NpgsqlConnection(name); await CloneGuard.EnsureAsync(other); using var c = new NpgsqlCommand(\"DROP TABLE a\", other);")]
    [TestCase("Check(); using var c = new NpgsqlCommand(\"DROP TABLE a\", other);")]
    [TestCase("using var c = new NpgsqlCommand(\"DROP TABLE a\", other);")]
    public async Task The_same_connection_is_quiet(string statements)
    {
        await Snippet.InMethod(statements).ShouldReport("SBX1006");
        if (statements.Contains("CloneGuard", StringComparison.Ordinal))
        {
            await Snippet.InMethod(statements).ShouldReport("SBX1001");
        }
    }

    [Test]
    public async Task A_field_is_one_connection_in_all_methods()
    {
        const string source = """
            sealed class Store(NpgsqlConnection first, NpgsqlConnection second)
            {
                private readonly NpgsqlConnection _first = first;
                private readonly NpgsqlConnection _second = second;

                async Task Same() { await CloneGuard.EnsureAsync(_first); _first.Execute("DROP TABLE a"); this._first.Execute("DROP TABLE a"); }
                async Task Other() { await CloneGuard.EnsureAsync(_first); _second.Execute("[|DROP TABLE a|]"); }
            }
            """;
        await source.ShouldReport("SBX1006");
    }
}
