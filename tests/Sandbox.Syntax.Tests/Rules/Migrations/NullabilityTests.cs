using Sandbox.Syntax.Rules;

namespace Sandbox.Syntax.Tests.Rules.Migrations;

[Parallelizable(ParallelScope.All)]
public sealed class NullabilityTests
{
    private const string Checked = "ALTER TABLE authors ADD CONSTRAINT named CHECK (name IS NOT NULL) NOT VALID; ALTER TABLE authors VALIDATE CONSTRAINT named; ";

    [TestCase("ALTER TABLE authors [|ALTER COLUMN name SET NOT NULL|];")]
    [TestCase("ALTER TABLE authors [|ALTER name SET NOT NULL|], ALTER born DROP NOT NULL;")]
    [TestCase("ALTER TABLE authors [|ADD CONSTRAINT n NOT NULL name|];")]
    [TestCase("ALTER TABLE authors ADD CONSTRAINT named CHECK (name IS NOT NULL) NOT VALID; ALTER TABLE authors [|ALTER name SET NOT NULL|];")]
    [TestCase(Checked + "ALTER TABLE authors [|ALTER born SET NOT NULL|];")]
    [TestCase(Checked + "ALTER TABLE authors ALTER name SET NOT NULL;")]
    [TestCase("ALTER TABLE authors ADD CHECK ((name IS NOT NULL)); ALTER TABLE authors ALTER name SET NOT NULL;")]
    [TestCase("CREATE TABLE authors (name text); ALTER TABLE authors ALTER name SET NOT NULL;")]
    [TestCase("ALTER DOMAIN name SET NOT NULL;")]
    public void Not_null_that_reads_the_table_is_found(string marked) => marked.ShouldFind(2002);

    [Test]
    public void Before_version_12_a_check_spares_nothing() =>
        (Checked + "ALTER TABLE authors [|ALTER name SET NOT NULL|];").ShouldFind(2002, RuleOptions.Script with { ServerVersion = 11 });

    [TestCase("ALTER TABLE authors [|ALTER name DROP NOT NULL|];")]
    [TestCase("ALTER TABLE authors ALTER name DROP DEFAULT;")]
    [TestCase("CREATE TABLE a (i int NOT NULL); ALTER TABLE a ALTER i DROP NOT NULL;")]
    public void A_dropped_not_null_is_found(string marked) => marked.ShouldFind(2023);

    [TestCase("ALTER TABLE authors [|ADD COLUMN born int NOT NULL|];")]
    [TestCase("ALTER TABLE authors [|ADD born int DEFAULT NULL NOT NULL|];")]
    [TestCase("ALTER TABLE authors ADD born int NOT NULL DEFAULT 1900;")]
    [TestCase("ALTER TABLE authors ADD born int NULL;")]
    [TestCase("ALTER TABLE authors ADD COLUMN sum int GENERATED ALWAYS AS (a + b) STORED NOT NULL;")]
    [TestCase("ALTER TABLE authors ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY NOT NULL;")]
    [TestCase("ALTER TABLE authors ADD COLUMN id bigserial NOT NULL;")]
    [TestCase("CREATE TABLE authors (born int NOT NULL);")]
    public void A_required_column_is_found(string marked) => marked.ShouldFind(2026);
}
