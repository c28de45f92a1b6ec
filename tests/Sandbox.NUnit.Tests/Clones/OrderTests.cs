namespace Sandbox.NUnit.Tests.Clones;

[CloneOf("Clones/shop.sql"), RolledBack]
public sealed class OrderTests
{
    [Test]
    public async Task An_order_takes_from_the_stock()
    {
        await new Orders(Clone.Current.ConnectionString).PlaceAsync(article: 2, pieces: 3);
        var effects = await Clone.Current.EffectsAsync();
        effects.Table("orders").Inserted.ShouldBe(1);
        effects.Table("articles").Updated.ShouldBe(1);
        effects.ShouldWriteOnly("orders", "articles", "journal");
    }
}
