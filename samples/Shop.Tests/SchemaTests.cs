namespace Shop.Tests;

/// <summary>What the schema has to be, as pgTAP would check it.</summary>
[CloneOf("db/shop.sql"), RolledBack]
public sealed class SchemaTests
{
    [Test]
    public async Task Orders_belong_to_articles_and_are_found_by_them()
    {
        var catalogue = await Clone.Current.CatalogueAsync();
        var orders = catalogue.Table("orders");
        orders.Columns.ShouldBe("id", "article_id", "pieces");
        orders.PrimaryKey.ShouldBe("id");
        orders.ForeignKeys.ShouldBe("article_id -> articles (id)");
        orders.IndexedColumns.ShouldContain("article_id");
        orders.Column("pieces").IsNullable.ShouldBe(false);
        orders.Trigger("take_from_stock").Fact("function").ShouldBe("take_from_stock");
    }
}
