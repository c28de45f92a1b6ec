using System.Data;
using Npgsql;

namespace Sandbox.NUnit.Tests.Clones;

/// <summary>Bodies that are rolled back, each in a transaction of its own on a clone of its own; what fails a test is in <see cref="BodyFailureTests"/>.</summary>
[CloneOf("Clones/shop.sql"), RolledBack]
[Parallelizable(ParallelScope.All)]
public sealed class RolledBackTests
{
    private static CancellationToken Cancellation => TestContext.CurrentContext.CancellationToken;

    [SetUp]
    public Task SetUp() => RunAsync("INSERT INTO articles VALUES (6, 'of the set-up', 60)");

    [Test, CancelAfter(60_000)]
    public async Task What_triggers_and_cascades_do_is_among_the_effects()
    {
        await RunAsync("INSERT INTO orders (article, pieces) VALUES (6, 1), (6, 2), (3, 3)");
        await RunAsync("DELETE FROM articles WHERE id = 1");
        var effects = await Clone.Current.EffectsAsync(Cancellation);
        effects.Table("orders").Inserted.ShouldBe(3);
        effects.Table("orders").Deleted.ShouldBe(2);
        effects.Table("articles").Inserted.ShouldBe(1);
        effects.Table("public.articles").Updated.ShouldBe(3);
        effects.Table("journal").Inserted.ShouldBeAtLeast(3);
        effects.ShouldWriteOnly("articles", "orders", "journal");
    }

    [Test, Repeat(2), CancelAfter(60_000)]
    public async Task Each_test_finds_the_clone_as_the_fixture_left_it()
    {
        (await ScalarAsync("SELECT count(*) FROM orders")).ShouldBe(3L);
        await RunAsync("TRUNCATE orders");
        await RunAsync("DROP TABLE journal CASCADE");
        (await ScalarAsync("SELECT count(*) FROM orders")).ShouldBe(0L);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_commit_of_the_bodys_is_played_and_seen_by_the_next_connection()
    {
        await using (var connection = await Clone.Current.OpenAsync(Cancellation))
        {
            await using var transaction = await connection.BeginTransactionAsync(Cancellation);
            await RunAsync(connection, "INSERT INTO orders (article, pieces) VALUES (2, 1)");
            await transaction.CommitAsync(Cancellation);
        }

        (await ScalarAsync("SELECT count(*) FROM orders")).ShouldBe(4L);
        (await ScalarAsync("SELECT stock FROM articles WHERE id = 2")).ShouldBe(19);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_rollback_of_the_bodys_undoes_what_it_would_undo()
    {
        await using var connection = await Clone.Current.OpenAsync(Cancellation);
        await using (var transaction = await connection.BeginTransactionAsync(Cancellation))
        {
            await RunAsync(connection, "INSERT INTO orders (article, pieces) VALUES (2, 1)");
            await transaction.SaveAsync("before", Cancellation);
            await RunAsync(connection, "DELETE FROM orders");
            await transaction.RollbackAsync("before", Cancellation);
            (await ScalarAsync(connection, "SELECT count(*) FROM orders")).ShouldBe(4L);
            await transaction.RollbackAsync(Cancellation);
        }

        (await ScalarAsync(connection, "SELECT count(*) FROM orders")).ShouldBe(3L);
        var effects = await Clone.Current.EffectsAsync(Cancellation);
        effects.Table("orders").ShouldBeUntouched();
        effects.Table("orders").Work!.Inserted.ShouldBe(1);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_transaction_whose_connection_is_closed_is_rolled_back()
    {
        await using (var connection = await Clone.Current.OpenAsync(Cancellation))
        {
            await connection.BeginTransactionAsync(Cancellation);
            await RunAsync(connection, "DELETE FROM orders");
        }

        (await ScalarAsync("SELECT count(*) FROM orders")).ShouldBe(3L);
    }

    [Test, CancelAfter(60_000)]
    public async Task An_error_undoes_its_own_statement_and_nothing_else()
    {
        await using var connection = await Clone.Current.OpenAsync(Cancellation);
        await RunAsync(connection, "INSERT INTO articles VALUES (7, 'seventh', 70)");
        var error = await Should.ThrowAsync<PostgresException>(() => RunAsync(connection, "INSERT INTO articles VALUES (8, 'eighth', 80), (7, 'again', 70)"));
        error.SqlState.ShouldBe("23505");
        error.ConstraintName.ShouldBe("articles_pkey");
        (await ScalarAsync(connection, "SELECT count(*) FROM articles")).ShouldBe(7L);
    }

    [Test, CancelAfter(60_000)]
    public async Task In_a_transaction_that_has_failed_nothing_works_until_its_rollback()
    {
        await using var connection = await Clone.Current.OpenAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await Should.ThrowAsync<PostgresException>(() => RunAsync(connection, "SELECT 1 / 0"));
        (await Should.ThrowAsync<PostgresException>(() => RunAsync(connection, "SELECT 1"))).SqlState.ShouldBe("25P02");
        (await Should.ThrowAsync<SandboxException>(() => Clone.Current.EffectsAsync(Cancellation))).Message.ShouldContain("roll it back first");
        await transaction.RollbackAsync(Cancellation);
        (await ScalarAsync(connection, "SELECT 1")).ShouldBe(1);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_deferred_constraint_fails_the_bodys_commit()
    {
        await using var connection = await Clone.Current.OpenAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await RunAsync(connection, "SET CONSTRAINTS ALL DEFERRED");
        await RunAsync(connection, "UPDATE orders SET article = 99 WHERE id = 1");
        (await Should.ThrowAsync<PostgresException>(() => transaction.CommitAsync(Cancellation))).SqlState.ShouldBe("23503");
    }

    [Test, CancelAfter(60_000)]
    public async Task Parameters_types_and_prepared_statements_work_as_anywhere()
    {
        await using var connection = await Clone.Current.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand("SELECT $1::int + 1, $2::text, $3::timestamptz, ARRAY[1, 2, NULL]", connection);
        command.Parameters.AddWithValue(41);
        command.Parameters.AddWithValue("ünï");
        command.Parameters.AddWithValue(DateTime.UnixEpoch);
        await command.PrepareAsync(Cancellation);
        for (var i = 0; i < 3; i++)
        {
            await using var reader = await command.ExecuteReaderAsync(Cancellation);
            (await reader.ReadAsync(Cancellation)).ShouldBeTrue();
            reader.GetInt32(0).ShouldBe(42);
            reader.GetString(1).ShouldBe("ünï");
            reader.GetDateTime(2).ShouldBe(DateTime.UnixEpoch);
            reader.GetFieldValue<int?[]>(3).ShouldBe([1, 2, null]);
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task A_batch_a_copy_and_a_large_result_go_through()
    {
        await using var connection = await Clone.Current.OpenAsync(Cancellation);
        await using (var batch = new NpgsqlBatch(connection) { BatchCommands = { new("INSERT INTO articles VALUES (7, 'a', 1)"), new("INSERT INTO articles VALUES (8, 'b', 2)"), new("SELECT count(*) FROM articles") } })
        {
            (await batch.ExecuteScalarAsync(Cancellation)).ShouldBe(8L);
        }

        await using (var import = await connection.BeginBinaryImportAsync("COPY articles FROM STDIN (FORMAT binary)", Cancellation))
        {
            for (var id = 100; id < 2_100; id++)
            {
                await import.WriteRowAsync(Cancellation, id, new string('x', 500), 1);
            }

            await import.CompleteAsync(Cancellation);
        }

        using (var export = await connection.BeginTextExportAsync("COPY (SELECT name FROM articles WHERE id >= 100) TO STDOUT", Cancellation))
        {
            (await export.ReadToEndAsync(Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2_000);
        }

        (await Clone.Current.EffectsAsync(Cancellation)).Table("articles").Inserted.ShouldBe(2_003);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_copy_that_is_given_up_writes_nothing_and_the_connection_lives_on()
    {
        await using var connection = await Clone.Current.OpenAsync(Cancellation);
        await using (var import = await connection.BeginBinaryImportAsync("COPY articles FROM STDIN (FORMAT binary)", Cancellation))
        {
            await import.WriteRowAsync(Cancellation, 100, "given up", 1);
        }

        (await ScalarAsync(connection, "SELECT count(*) FROM articles")).ShouldBe(6L);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_statement_can_be_interrupted()
    {
        await using var connection = await Clone.Current.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand("SELECT pg_sleep(60)", connection) { CommandTimeout = 1 };
        await Should.ThrowAsync<NpgsqlException>(() => command.ExecuteNonQueryAsync(Cancellation));
        (await ScalarAsync(connection, "SELECT 1")).ShouldBe(1);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_second_connection_beside_the_first_is_told_why_it_cannot_be()
    {
        await using var first = await Clone.Current.OpenAsync(Cancellation);
        var error = await Should.ThrowAsync<PostgresException>(() => Clone.Current.OpenAsync(Cancellation));
        error.SqlState.ShouldBe("53300");
        error.MessageText.ShouldContain("one connection at a time");
        (await ScalarAsync(first, "SELECT 1")).ShouldBe(1);
    }

    [Test, CancelAfter(60_000)]
    public async Task Settings_and_prepared_statements_of_a_connection_go_with_it()
    {
        await using (var first = await Clone.Current.OpenAsync(Cancellation))
        {
            await RunAsync(first, "SET search_path = pg_catalog");
            await RunAsync(first, "SET statement_timeout = '2s'");
        }

        (await ScalarAsync("SHOW search_path")).ShouldBe("\"$user\", public");
        (await ScalarAsync("SHOW statement_timeout")).ShouldBe("0");
    }

    [Test, CancelAfter(60_000)]
    public async Task A_table_that_there_is_not_fails_the_assertion_and_names_the_nearest()
    {
        var effects = await Clone.Current.EffectsAsync(Cancellation);
        Should.Throw<AssertionException>(() => effects.Table("order")).Message.ShouldBe("there is no table order in the clone; did you mean orders?");
        Should.Throw<AssertionException>(() => effects.Table("articles").Inserted.ShouldBe(2)).Message.ShouldBe("rows inserted in articles should be\n  2\nbut were\n  1");
        Should.Throw<AssertionException>(() => effects.ShouldWriteOnly("orders")).Message.ShouldBe("tables written should be\n  orders\nbut were\n  articles");
    }

    [Test, RolledBack(Isolation = IsolationLevel.Serializable), CancelAfter(60_000)]
    public async Task The_isolation_level_is_the_one_that_was_asked_for()
    {
        await using var connection = await Clone.Current.OpenAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.Serializable, Cancellation);
        (await ScalarAsync(connection, "SHOW transaction_isolation")).ShouldBe("serializable");
    }

    private static async Task RunAsync(string statement)
    {
        await using var connection = await Clone.Current.OpenAsync(Cancellation);
        await RunAsync(connection, statement);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static async Task<object?> ScalarAsync(string query)
    {
        await using var connection = await Clone.Current.OpenAsync(Cancellation);
        return await ScalarAsync(connection, query);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string query)
    {
        await using var command = new NpgsqlCommand(query, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
