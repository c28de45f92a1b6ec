using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Shop.Tests;

/// <summary>Code that talks to the database by EF Core, with contexts and transactions of its own, inside one that is rolled back.</summary>
[CloneOf("db/shop.sql"), RolledBack]
[Parallelizable(ParallelScope.All)]
public sealed class EfCoreTests
{
    [Test]
    public async Task Orders_are_saved_in_one_transaction_and_seen_by_the_next_context()
    {
        await using (var shop = new ShopContext(Clone.Current.ConnectionString))
        {
            shop.Orders.AddRange(new Order { ArticleId = 1, Pieces = 1 }, new Order { ArticleId = 1, Pieces = 2 }, new Order { ArticleId = 2, Pieces = 1 });
            await shop.SaveChangesAsync();
        }

        await using (var shop = new ShopContext(Clone.Current.ConnectionString))
        {
            Assert.That(await shop.Orders.CountAsync(), Is.EqualTo(4));
            Assert.That((await shop.Articles.SingleAsync(static article => article.Name == "bucket")).Stock, Is.EqualTo(5));
        }

        var effects = await Clone.Current.EffectsAsync();
        effects.Table("orders").Inserted.ShouldBe(3);
        effects.Table("articles").Updated.ShouldBe(3);
        effects.ShouldWriteOnly("orders", "articles");
    }

    [Test]
    public async Task A_save_that_fails_saves_nothing()
    {
        await using var shop = new ShopContext(Clone.Current.ConnectionString);
        shop.Orders.AddRange(new Order { ArticleId = 1, Pieces = 1 }, new Order { ArticleId = 2, Pieces = 6 });
        var error = await Assert.ThrowsAsync<DbUpdateException>(() => shop.SaveChangesAsync());
        Assert.That(((PostgresException)error!.InnerException!).ConstraintName, Is.EqualTo("articles_stock_check"));
        (await Clone.Current.EffectsAsync()).Table("orders").ShouldBeUntouched();
    }

    [Test]
    public async Task A_transaction_of_its_own_with_a_savepoint_works_as_anywhere()
    {
        await using var shop = new ShopContext(Clone.Current.ConnectionString);
        await using var transaction = await shop.Database.BeginTransactionAsync();
        await shop.Articles.Where(static article => article.Id == 2).ExecuteUpdateAsync(static update => update.SetProperty(static article => article.Stock, 50));
        await transaction.CreateSavepointAsync("before");
        await shop.Orders.ExecuteDeleteAsync();
        await transaction.RollbackToSavepointAsync("before");
        await transaction.CommitAsync();

        var effects = await Clone.Current.EffectsAsync();
        effects.Table("orders").ShouldBeUntouched();
        effects.Table("articles").Updated.ShouldBe(1);
    }
}
