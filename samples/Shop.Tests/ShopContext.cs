using Microsoft.EntityFrameworkCore;

namespace Shop.Tests;

/// <summary>The shop as an application sees it, which knows nothing of tests.</summary>
/// <param name="connectionString">Where it is.</param>
internal sealed class ShopContext(string connectionString) : DbContext
{
    public DbSet<Article> Articles => Set<Article>();

    public DbSet<Order> Orders => Set<Order>();

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseNpgsql(connectionString);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Article>().ToTable("articles");
        modelBuilder.Entity<Article>().Property(static article => article.Id).HasColumnName("id");
        modelBuilder.Entity<Article>().Property(static article => article.Name).HasColumnName("name");
        modelBuilder.Entity<Article>().Property(static article => article.Stock).HasColumnName("stock");
        modelBuilder.Entity<Order>().ToTable("orders");
        modelBuilder.Entity<Order>().Property(static order => order.Id).HasColumnName("id").UseIdentityAlwaysColumn();
        modelBuilder.Entity<Order>().Property(static order => order.ArticleId).HasColumnName("article_id");
        modelBuilder.Entity<Order>().Property(static order => order.Pieces).HasColumnName("pieces");
    }
}
