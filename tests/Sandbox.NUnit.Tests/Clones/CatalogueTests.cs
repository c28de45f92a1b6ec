namespace Sandbox.NUnit.Tests.Clones;

/// <summary>Checks on a catalogue: each holds where it should, and where it does not the message says what was expected, what there is, and where.</summary>
[CloneOf("Clones/wide.sql"), RolledBack]
public sealed class CatalogueTests
{
    private static readonly (string Name, Action<Catalogue> Holds, Action<Catalogue> Fails, string Message)[] Checks =
    [
        ("table", c => c.Table("articles").ShouldExist(), c => c.Table("article").ShouldExist(), "there is no table article; did you mean articles?"),
        ("no table", c => c.Table("nothing").ShouldNotExist(), c => c.Table("public.articles").ShouldNotExist(), "there is a table articles, and there should be none"),
        ("kind", c => c.View("open_orders").ShouldExist(), c => c.Table("open_orders").ShouldExist(), "there is no table open_orders"),
        ("relation", c => c.Relation("far").ShouldExist(), c => c.Relation("farther").ShouldExist(), "there is no relation farther"),
        ("materialized view", c => c.MaterializedView("stocks").ShouldExist(), c => c.View("stocks").ShouldExist(), "there is no view stocks"),
        ("sequence", c => c.Sequence("counter").ShouldExist(), c => c.Sequence("count").ShouldExist(), "there is no sequence count; did you mean counter?"),
        ("foreign table", c => c.ForeignTable("far").ShouldExist(), c => c.Table("far").ShouldExist(), "there is no table far"),
        ("tables", c => c.Schema("shop").Tables.ShouldBe("shop.orders"), c => c.Schema("shop").Tables.ShouldBe("shop.orders", "shop.bills"), "schema shop: tables should be\n  shop.bills, shop.orders\nbut were\n  shop.orders\nmissing\n  shop.bills"),
        ("columns", c => c.Table("shop.orders").Columns.ShouldBe("id", "line", "article", "state"), c => c.Table("base").Columns.ShouldBeEmpty(), "table base: columns should be\n  (none)\nbut were\n  i\nunexpected\n  i"),
        ("column", c => c.Table("articles").Column("stock").ShouldExist(), c => c.Table("articles").Column("stok").ShouldExist(), "there is no column articles.stok; did you mean articles.stock?"),
        ("type", c => c.Table("articles").Column("name").Type.ShouldBe("character varying(20)"), c => c.Table("articles").Column("name").Type.ShouldBe("text"), "column articles.name: type should be\n  text\nbut was\n  character varying(20)"),
        ("type of one's own", c => c.Table("shop.orders").Column("state").Type.ShouldBe("state"), c => c.Table("shop.orders").Column("state").Type.ShouldNotBe("state"), "column shop.orders.state: type should be\n  anything but state\nbut was\n  state"),
        ("nullable", c => c.Table("articles").Column("stock").IsNullable.ShouldBe(true), c => c.Table("articles").Column("name").IsNullable.ShouldBe(true), "column articles.name: nullable should be\n  true\nbut was\n  false"),
        ("default", c => c.Table("articles").Column("stock").Default.ShouldBe("0"), c => c.Table("articles").Column("name").Default.ShouldBe("0"), "column articles.name: default should be\n  0\nbut was\n  (none)"),
        ("primary key", c => c.Table("shop.orders").PrimaryKey.ShouldBe("id, line"), c => c.Table("base").PrimaryKey.ShouldNotBe(null), "table base: primary key should be\n  anything but (none)\nbut was\n  (none)"),
        ("unique", c => c.Table("articles").UniqueKeys.ShouldBe("name"), c => c.Table("shop.orders").UniqueKeys.ShouldNotBeEmpty(), "table shop.orders: unique keys should be\n  at least one\nbut were\n  (none)"),
        ("foreign key", c => c.Table("shop.orders").ForeignKeys.ShouldContain("article -> articles (id)"), c => c.Table("shop.orders").ForeignKeyColumns.ShouldNotContain("article"), "table shop.orders: columns of foreign keys should be\n  none of article\nbut were\n  article\nunexpected\n  article"),
        ("check", c => c.Table("articles").CheckedColumns.ShouldBe("stock"), c => c.Table("articles").Checks.ShouldBe(), "table articles: checks should be\n  (none)\nbut were\n  CHECK ((stock >= 0))"),
        ("indexes", c => c.Table("shop.orders").Indexes.ShouldBe("shop.orders_pkey", "shop.orders_article", "shop.orders_lower"), c => c.Table("base").Indexes.ShouldContain("i"), "table base: indexes should be\n  among others i\nbut were\n  (none)\nmissing\n  i"),
        ("indexed", c => c.Table("shop.orders").IndexedColumns.ShouldContain("article", "lower(line::text), id"), c => c.Table("shop.orders").IndexedColumns.ShouldContain("line"), "table shop.orders: indexed columns should be\n  among others line\nbut were\n  article, id, line, lower(line::text), id\nmissing\n  line"),
        ("index", c => c.Index("shop.orders_article").Fact("method").ShouldBe("hash"), c => c.Index("shop.orders_article").Fact("unique").ShouldBe(true), "index shop.orders_article: unique should be\n  true\nbut was\n  false"),
        ("clustered", c => c.Index("shop.orders_pkey").Fact("clustered").ShouldBe(true), c => c.Index("shop.orders_pkey").Fact("primary").ShouldBe(false), "index shop.orders_pkey: primary should be\n  false\nbut was\n  true"),
        ("partitions", c => c.Table("days").Partitions.ShouldBe("days_2026"), c => c.Table("days").Fact("partitioned").ShouldBe(false), "table days: partitioned should be\n  false\nbut was\n  true"),
        ("partition of", c => c.Table("days_2026").Fact("partition of").ShouldBe("days"), c => c.Table("days_2026").Fact("partition of").ShouldBe("base"), "table days_2026: partition of should be\n  base\nbut was\n  days"),
        ("descendants", c => c.Table("base").Descendants.ShouldBe("derived"), c => c.Table("derived").Descendants.ShouldNotBeEmpty(), "table derived: descendants should be\n  at least one\nbut were\n  (none)"),
        ("ancestors", c => c.Table("derived").Ancestors.ShouldContain("base"), c => c.Table("base").Ancestors.ShouldContain("derived"), "table base: ancestors should be\n  among others derived\nbut were\n  (none)\nmissing\n  derived"),
        ("triggers", c => c.Table("articles").Trigger("safe").Fact("function").ShouldBe("safe"), c => c.Table("articles").Triggers.ShouldBe(), "table articles: triggers should be\n  (none)\nbut were\n  safe"),
        ("rules", c => c.Table("articles").Rule("quiet").Fact("instead").ShouldBe(true), c => c.Table("articles").Rule("quiet").Fact("event").ShouldBe("INSERT"), "rule articles.quiet: event should be\n  INSERT\nbut was\n  DELETE"),
        ("policies", c => c.Table("articles").Policy("mine").Set("roles").ShouldBe("clerk"), c => c.Table("articles").Policy("mine").Fact("command").ShouldBe("ALL"), "policy articles.mine: command should be\n  ALL\nbut was\n  SELECT"),
        ("function", c => c.Function("add(integer, integer)").Fact("returns").ShouldBe("integer"), c => c.Function("add(integer)").ShouldExist(), "there is no function add(integer)"),
        ("function's facts", c => c.Function("safe()").Fact("definer").ShouldBe(true), c => c.Function("add(integer, integer)").Fact("volatility").ShouldBe("stable"), "function add(integer, integer): volatility should be\n  stable\nbut was\n  immutable"),
        ("function's kind", c => c.Function("total(integer)").Fact("kind").ShouldBe("aggregate"), c => c.Function("tidy()").Fact("kind").ShouldBe("function"), "function tidy(): kind should be\n  function\nbut was\n  procedure"),
        ("functions", c => c.Schema("public").Functions.ShouldBe("add(integer, integer)", "safe()", "tidy()", "total(integer)"), c => c.Schema("shop").Functions.ShouldNotBeEmpty(), "schema shop: functions should be\n  at least one"),
        ("enum", c => c.Enum("state").Fact("labels").ShouldBe("open, paid, sent"), c => c.Enum("pieces").ShouldExist(), "there is no enum pieces"),
        ("domain", c => c.Domain("pieces").Fact("base").ShouldBe("integer"), c => c.Schema("public").Domains.ShouldBe(), "schema public: domains should be\n  (none)\nbut were\n  pieces"),
        ("composite", c => c.Composite("address").Columns.ShouldBe("street", "town"), c => c.Composite("state").ShouldExist(), "there is no composite type state"),
        ("types", c => c.Schema("public").Types.ShouldContain("state", "address", "pieces"), c => c.Type("stat").ShouldExist(), "there is no type stat; did you mean state?"),
        ("cast", c => c.Cast("text", "address").Fact("context").ShouldBe("assignment"), c => c.Cast("address", "integer").ShouldExist(), "there is no cast address as integer"),
        ("operator", c => c.Operator("@@@(integer, integer)").Fact("returns").ShouldBe("integer"), c => c.Operator("@@@(NONE, integer)").ShouldExist(), "there is no operator @@@(NONE, integer)"),
        ("operator class", c => c.OperatorClass("none").ShouldNotExist(), c => c.OperatorClass("none").ShouldExist(), "there is no operator class none"),
        ("role", c => c.Role("clerk").Set("member of").ShouldBe("staff"), c => c.Role("clerk").Fact("superuser").ShouldBe(true), "role clerk: superuser should be\n  true\nbut was\n  false"),
        ("users and groups", c => c.Users.ShouldContain("clerk"), c => c.Groups.ShouldContain("clerk"), "catalogue: groups should be\n  among others clerk"),
        ("owner", c => c.Function("add(integer, integer)").Owner.ShouldBe("staff"), c => c.Table("articles").Owner.ShouldBe("staff"), "table articles: owner should be\n  staff\nbut was\n"),
        ("owner of the database", c => c.Database.Owner.ShouldNotBe("clerk"), c => c.Database.Owner.ShouldBe("clerk"), "owner should be\n  clerk\nbut was\n"),
        ("language", c => c.Language("plpgsql").Fact("trusted").ShouldBe(true), c => c.Languages.ShouldContain("plsh"), "catalogue: languages should be\n  among others plsh"),
        ("extension", c => c.Extension("plpgsql").Fact("schema").ShouldBe("pg_catalog"), c => c.Extension("citext").ShouldExist(), "there is no extension citext"),
        ("schemas", c => c.Schemas.ShouldBe("public", "shop"), c => c.Schema("shops").ShouldExist(), "there is no schema shops; did you mean shop?"),
        ("tablespace", c => c.Tablespaces.ShouldContain("pg_default"), c => c.Tablespace("fast").ShouldExist(), "there is no tablespace fast"),
        ("privileges", c => c.Table("articles").PrivilegesOf("clerk").ShouldBe("SELECT", "INSERT"), c => c.Table("articles").PrivilegesOf("staff").ShouldBe("SELECT"), "table articles: privileges of staff should be\n  SELECT\nbut were\n  INSERT, SELECT\nunexpected\n  INSERT"),
        ("privileges on a column", c => c.Table("articles").Column("stock").PrivilegesOf("clerk").ShouldBe("SELECT", "INSERT", "UPDATE"), c => c.Table("articles").Column("id").PrivilegesOf("clerk").ShouldContain("UPDATE"), "column articles.id: privileges of clerk should be\n  among others UPDATE"),
        ("privileges on any column", c => c.Table("articles").AnyColumnPrivilegesOf("clerk").ShouldContain("UPDATE"), c => c.Table("base").AnyColumnPrivilegesOf("clerk").ShouldNotBeEmpty(), "table base: privileges of clerk on any column should be\n  at least one"),
        ("privileges of everybody", c => c.Function("tidy()").PrivilegesOf("public").ShouldBe("EXECUTE"), c => c.Table("base").PrivilegesOf("public").ShouldNotBeEmpty(), "table base: privileges of public should be\n  at least one"),
        ("privileges elsewhere", c => c.ForeignServer("other").PrivilegesOf("clerk").ShouldBe("USAGE"), c => c.ForeignDataWrapper("elsewhere").PrivilegesOf("clerk").ShouldNotBeEmpty(), "wrapper elsewhere: privileges of clerk should be\n  at least one"),
        ("privileges of nobody", c => c.Language("sql").PrivilegesOf("clerk").ShouldBe("USAGE"), c => c.Schema("shop").PrivilegesOf("clark"), "there is no role clark; did you mean clerk?"),
        ("fact", c => c.Table("articles").Fact("row security").ShouldBe(true), c => c.Table("articles").Fact("colour"), "a table has no fact colour; it has "),
    ];

    private static CancellationToken Cancellation => TestContext.CurrentContext.CancellationToken;

    [Test, CancelAfter(60_000)]
    public async Task Each_check_holds_where_it_should_and_fails_with_what_there_is()
    {
        var catalogue = await Clone.Current.CatalogueAsync(Cancellation);
        using (Assert.EnterMultipleScope())
        {
            foreach (var (name, holds, fails, message) in Checks)
            {
                Assert.That(() => holds(catalogue), Throws.Nothing, name);
                Assert.That(() => fails(catalogue), Throws.TypeOf<AssertionException>().With.Message.Contains(message), name);
            }
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task It_is_the_catalogue_as_the_test_has_made_it_and_reading_it_is_no_effect()
    {
        await Clone.Current.Sql("CREATE TABLE later (i int)").ShouldSucceedAsync(Cancellation);
        (await Clone.Current.CatalogueAsync(Cancellation)).Table("later").ShouldExist();
        (await Clone.Current.EffectsAsync(Cancellation)).ShouldWriteOnly();
    }

    [Test, CancelAfter(60_000)]
    public async Task What_a_statement_returns_is_compared_as_a_list_a_bag_or_a_set()
    {
        var twice = Clone.Current.Sql("SELECT n % 2, n % 2 = 0, NULL FROM generate_series(1, 3) AS n");
        await twice.ShouldReturnAsync([[1, false, null], [0, true, null], [1, false, null]], cancellationToken: Cancellation);
        await twice.ShouldReturnAsync([[0, true, null], [1, false, null], [1, false, null]], RowsAs.Bag, Cancellation);
        await twice.ShouldReturnAsync([[0, true, null], [1, false, null]], RowsAs.Set, Cancellation);
        await twice.ShouldReturnAsync("VALUES (1, false, NULL), (0, true, NULL), (1, false, NULL)", cancellationToken: Cancellation);
        await twice.ShouldNotReturnAsync("VALUES (1, false, NULL)", cancellationToken: Cancellation);
        await twice.ShouldNotReturnAsync([[0, true, null], [1, false, null]], RowsAs.Bag, Cancellation);
        await twice.ShouldContainAsync([[1, false, null], [1, false, null]], RowsAs.Bag, Cancellation);
        await twice.ShouldNotContainAsync([[2, false, null]], Cancellation);
        await twice.ShouldNotBeEmptyAsync(Cancellation);
        await Clone.Current.Sql("SELECT 1 WHERE false").ShouldBeEmptyAsync(Cancellation);
        await Clone.Current.Sql("SELECT 1").ShouldTakeAtMostAsync(TimeSpan.FromSeconds(30), Cancellation);
        await Clone.Current.Sql("SELECT pg_sleep(0.05)").ShouldTakeAboutAsync(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(14.96), times: 2, Cancellation);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_statement_that_returns_other_rows_shows_both()
    {
        var one = Clone.Current.Sql("SELECT 1, 'it''s'");
        (await Should.ThrowAsync<AssertionException>(() => one.ShouldReturnAsync([[2, "it"]], cancellationToken: Cancellation))).Message
            .ShouldBe("SELECT 1, 'it''s'\nshould return as a list\n  ('2', 'it')\nbut returned\n  ('1', 'it''s')");
        (await Should.ThrowAsync<AssertionException>(() => one.ShouldNotReturnAsync([[1, "it's"]], RowsAs.Set, Cancellation))).Message.ShouldContain("should not return as a set");
        (await Should.ThrowAsync<AssertionException>(() => one.ShouldContainAsync([[2, "it"]], cancellationToken: Cancellation))).Message.ShouldContain("should return among others");
        (await Should.ThrowAsync<AssertionException>(() => one.ShouldNotContainAsync([[1, "it's"]], Cancellation))).Message.ShouldContain("should return none of");
        (await Should.ThrowAsync<AssertionException>(() => one.ShouldBeEmptyAsync(Cancellation))).Message.ShouldContain("should return as a list\n  (no rows)\nbut returned\n  ('1', 'it''s')");
        (await Should.ThrowAsync<AssertionException>(() => Clone.Current.Sql("SELECT 1 WHERE false").ShouldNotBeEmptyAsync(Cancellation))).Message.ShouldContain("but returned\n  (no rows)");
        (await Should.ThrowAsync<AssertionException>(() => Clone.Current.Sql("SELECT pg_sleep(0.02)").ShouldTakeAtMostAsync(TimeSpan.FromMilliseconds(1), Cancellation))).Message.ShouldContain("should take at most\n  1 ms\nbut took\n  ");
        (await Should.ThrowAsync<AssertionException>(() => Clone.Current.Sql("SELECT 1").ShouldTakeAboutAsync(TimeSpan.FromHours(1), TimeSpan.FromSeconds(1), 1, Cancellation))).Message.ShouldContain("should take on average");
    }

    [Test, CancelAfter(60_000)]
    public async Task A_statement_fails_as_it_should_and_undoes_only_itself()
    {
        var insert = Clone.Current.Sql("INSERT INTO shop.orders VALUES (1, 1, 99)");
        (await insert.ShouldFailAsync("23503", "insert or update*violates foreign key*", Cancellation)).Constraint.ShouldBe("orders_article_fkey");
        (await Should.ThrowAsync<AssertionException>(() => insert.ShouldFailAsync("23505", cancellationToken: Cancellation))).Message.ShouldContain("should fail with\n  23505: any message\nbut failed with\n  23503: ");
        (await Should.ThrowAsync<AssertionException>(() => insert.ShouldSucceedAsync(Cancellation))).Message.ShouldContain("should succeed, but failed:\n  23503: ");
        (await Should.ThrowAsync<AssertionException>(() => Clone.Current.Sql("SELECT 1").ShouldFailAsync(cancellationToken: Cancellation))).Message.ShouldContain("but succeeded: SELECT 1");
        await Clone.Current.Sql("SELECT count(*) FROM shop.orders").ShouldReturnAsync([[0]], cancellationToken: Cancellation);
    }
}
