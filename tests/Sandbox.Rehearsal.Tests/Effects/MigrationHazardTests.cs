using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Rehearsal.Tests.Effects;

/// <summary>What hurts on a table in use, observed on a real server: each of eugene's traced hints, and the way of doing it that has none.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class MigrationHazardTests
{
    private const string Clone =
        """
        CREATE TABLE authors (id int PRIMARY KEY, name text, born int, meta jsonb);
        CREATE TABLE books (id int PRIMARY KEY, author int, title text, pages int);
        INSERT INTO authors SELECT i, 'a' || i, 1900, '{}' FROM generate_series(1, 100) i;
        INSERT INTO books SELECT i, i, 't' || i, 100 FROM generate_series(1, 100) i;
        CREATE UNIQUE INDEX by_title ON books (title);
        """;

    private const string Timeout = "SET lock_timeout = '2s';";

    [TestCase("ALTER TABLE books ADD CHECK (pages > 0);", "SBX2001")]
    [TestCase("ALTER TABLE books ADD FOREIGN KEY (id) REFERENCES authors;", "SBX2001")]
    [TestCase("ALTER TABLE authors ALTER COLUMN name SET NOT NULL;", "SBX2002")]
    [TestCase("ALTER TABLE authors ADD COLUMN extra json;", "SBX2003")]
    [TestCase("BEGIN; ALTER TABLE authors ADD COLUMN extra text; SELECT count(*) FROM books; COMMIT;", "SBX2004")]
    [TestCase("ALTER TABLE books ALTER COLUMN pages TYPE bigint;", "SBX2005", "SBX2010")]
    [TestCase("CREATE INDEX ON books (author);", "SBX2006")]
    [TestCase("ALTER TABLE books ADD CONSTRAINT one_title UNIQUE (title);", "SBX2007")]
    [TestCase("ALTER TABLE books ADD EXCLUDE (author WITH =);", "SBX2008")]
    [TestCase("RESET lock_timeout; ALTER TABLE books ADD COLUMN extra text;", "SBX2009")]
    [TestCase("REINDEX TABLE books;", "SBX2010")]
    [TestCase("CREATE TABLE reviews (book int REFERENCES books);", "SBX2015")]
    [TestCase("DO $$ BEGIN EXECUTE 'ALTER TABLE authors ALTER COLUMN name SET NOT NULL'; END $$;", "SBX2002")]
    public async Task What_hurts_is_found(string script, params string[] rules)
    {
        var hazards = await HazardsAsync($"{Timeout}\n{script}\n");

        hazards.Select(static hazard => hazard.RuleId).Distinct().ShouldBe(rules, ignoreOrder: true);
        hazards.ShouldAllBe(hazard => hazard.Line == 2 && hazard.Observed == (Foretold(rules).Contains(hazard.RuleId) ? "confirmed" : "observedOnly"));
    }

    [TestCase("ALTER TABLE books ADD CONSTRAINT c CHECK (pages > 0) NOT VALID; ALTER TABLE books VALIDATE CONSTRAINT c;")]
    [TestCase("ALTER TABLE authors ADD CONSTRAINT c CHECK (name IS NOT NULL) NOT VALID; ALTER TABLE authors VALIDATE CONSTRAINT c; ALTER TABLE authors ALTER COLUMN name SET NOT NULL;")]
    [TestCase("ALTER TABLE authors ADD COLUMN extra jsonb;")]
    [TestCase("ALTER TABLE authors ADD COLUMN extra int NOT NULL DEFAULT 3;")]
    [TestCase("BEGIN; ALTER TABLE authors ADD COLUMN extra text; COMMIT; SELECT count(*) FROM books;")]
    [TestCase("ALTER TABLE books ALTER COLUMN title TYPE varchar;")]
    [TestCase("ALTER TABLE books ADD CONSTRAINT one_title UNIQUE USING INDEX by_title;")]
    [TestCase("CREATE TABLE reviews (book int REFERENCES books, stars int CHECK (stars > 0)); CREATE INDEX ON reviews (book); ALTER TABLE reviews ADD UNIQUE (stars); ALTER TABLE reviews ALTER stars TYPE bigint;")]
    [TestCase("INSERT INTO books VALUES (1000, 1, 'x', 2); SELECT count(*) FROM authors;")]
    public async Task What_does_not_hurt_is_not(string script) =>
        (await HazardsAsync($"{Timeout}\n{script}\n")).Where(static hazard => hazard.Observed is not "notObserved").ShouldBeEmpty();

    [TestCase("ALTER TABLE books ALTER COLUMN title TYPE varchar;", "SBX2005", "notObserved", TestName = "the bytes stay the same")]
    [TestCase("DO $$ BEGIN EXECUTE replace('ALTXX TABLE authors ALTER name SET NOT NULL', 'XX', 'ER'); END $$;", "SBX2002", "observedOnly", TestName = "a text that is put together")]
    [TestCase("ALTER TABLE authors ADD COLUMN a int; ALTER TABLE authors RENAME COLUMN a TO b;", "SBX2024", "static", TestName = "what no run can tell")]
    public async Task A_hazard_says_whether_it_was_foretold_and_seen(string script, string rule, string observed)
    {
        var report = (await Rehearse.TextAsync($"{Timeout}\n{script}\n", Clone)).Script();

        report.Hazards.Where(hazard => hazard.RuleId == rule).ShouldHaveSingleItem().Observed.ShouldBe(observed);
    }

    [Test]
    public async Task A_hazard_says_what_to_do_instead()
    {
        var hazard = (await HazardsAsync($"{Timeout}\nALTER TABLE authors ALTER COLUMN name SET NOT NULL;\n")).ShouldHaveSingleItem();

        hazard.Message.ShouldBe("ALTER COLUMN authors.name: every row is read under the lock; a valid CHECK (... IS NOT NULL) before it spares that");
    }

    private static async Task<IReadOnlyList<Hazard>> HazardsAsync(string script)
    {
        var report = (await Rehearse.TextAsync(script, Clone)).Script();
        report.Steps.ShouldAllBe(static step => step.Error == null);
        return [.. report.Hazards.Where(static hazard => hazard.Observed is not "static")];
    }

    /// <summary>That a change of type writes the table anew is told once by the text, by the more telling rule.</summary>
    private static IEnumerable<string> Foretold(string[] rules) => rules.Contains("SBX2005") ? rules.Except(["SBX2010"]) : rules;
}
