using Sandbox.Syntax.Rules;

namespace Sandbox.Syntax.Tests.Rules;

/// <summary>Which locks a statement takes by its words alone.</summary>
[TestFixture]
internal sealed class StatedLockTests
{
    [TestCase("ALTER TABLE people ADD COLUMN x int", "people AccessExclusiveLock")]
    [TestCase("ALTER TABLE app.people VALIDATE CONSTRAINT c", "app.people ShareUpdateExclusiveLock")]
    [TestCase("ALTER TABLE people SET (fillfactor = 70), ADD COLUMN x int", "people AccessExclusiveLock")]
    [TestCase("ALTER TABLE pets ADD FOREIGN KEY (owner) REFERENCES people", "people ShareRowExclusiveLock", "pets ShareRowExclusiveLock")]
    [TestCase("ALTER INDEX people_pkey RENAME TO p")]
    [TestCase("CREATE UNIQUE INDEX ON people (name)", "people ShareLock")]
    [TestCase("CREATE INDEX CONCURRENTLY ON people (name)")]
    [TestCase("CREATE TRIGGER t BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION f()", "people ShareRowExclusiveLock")]
    [TestCase("DROP TABLE people, app.pets CASCADE", "people AccessExclusiveLock", "app.pets AccessExclusiveLock")]
    [TestCase("DROP FUNCTION people()")]
    [TestCase("TRUNCATE ONLY people", "people AccessExclusiveLock")]
    [TestCase("LOCK TABLE people, pets IN SHARE ROW EXCLUSIVE MODE", "people ShareRowExclusiveLock", "pets ShareRowExclusiveLock")]
    [TestCase("LOCK people IN ROW SHARE MODE NOWAIT", "people RowShareLock")]
    [TestCase("LOCK \"Odd one\"", "Odd one AccessExclusiveLock")]
    [TestCase("REINDEX TABLE people", "people ShareLock")]
    [TestCase("REINDEX INDEX people_pkey")]
    [TestCase("SELECT * FROM people FOR UPDATE")]
    [TestCase("UPDATE people SET name = ''")]
    [TestCase("DO $$ BEGIN LOCK people; END $$")]
    [TestCase("")]
    public void A_statement_states_its_locks(string statement, params string[] locks) =>
        StatedLock.Of(statement).Select(static held => $"{(held.Schema is null ? "" : held.Schema + ".")}{held.Relation} {held.Mode}").ShouldBe(locks);
}
