using Dapper;

namespace Shop.Tests;

/// <summary>Code that talks to the database by Dapper, inside a transaction that is rolled back.</summary>
[CloneOf("db/shop.sql"), RolledBack]
[Parallelizable(ParallelScope.All)]
public sealed class DapperTests
{
    [Test]
    public async Task An_order_takes_from_the_stock()
    {
        await using var connection = await Clone.Current.OpenAsync();
        await connection.ExecuteAsync("INSERT INTO orders (article_id, pieces) VALUES (@article, @pieces)", new { article = 2, pieces = 3 });

        var stock = await connection.QuerySingleAsync<int>("SELECT stock FROM articles WHERE id = @id", new { id = 2 });
        Assert.That(stock, Is.EqualTo(2));

        var effects = await Clone.Current.EffectsAsync();
        effects.Table("orders").Inserted.ShouldBe(1);
        effects.Table("articles").Updated.ShouldBe(1);
    }

    [Test]
    public async Task What_it_commits_is_never_committed()
    {
        await using (var connection = await Clone.Current.OpenAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await connection.ExecuteAsync("DELETE FROM orders WHERE pieces > 0", transaction: transaction);
            await transaction.CommitAsync();
        }

        await Clone.Current.Sql("SELECT * FROM orders").ShouldBeEmptyAsync();
        (await Clone.Current.EffectsAsync()).ShouldWriteOnly("orders");
    }

    [Test]
    public Task More_than_there_is_cannot_be_ordered() =>
        Clone.Current.Sql("INSERT INTO orders (article_id, pieces) VALUES (2, 6)").ShouldFailAsync("23514", "*articles_stock_check*");
}
