namespace Sandbox.NUnit.Tests.Clones;

[CloneOf("Clones/shop.sql"), RolledBack]
public sealed class SchemaTests
{
    [Test]
    public async Task The_schema_is_what_was_agreed()
    {
        var catalogue = await Clone.Current.CatalogueAsync();
        catalogue.Table("orders").Columns.ShouldBe("id", "article", "pieces", "state");
        catalogue.Table("orders").ForeignKeys.ShouldContain("article -> articles (id)");
        await Clone.Current.Sql("INSERT INTO orders (article) VALUES (5)").ShouldFailAsync("23502");
    }
}
