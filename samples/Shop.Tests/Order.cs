namespace Shop.Tests;

internal sealed class Order
{
    public int Id { get; set; }

    public int ArticleId { get; set; }

    public int Pieces { get; set; }
}
