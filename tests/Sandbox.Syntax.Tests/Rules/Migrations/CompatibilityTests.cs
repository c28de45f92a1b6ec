namespace Sandbox.Syntax.Tests.Rules.Migrations;

/// <summary>What breaks the programs of the version before.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CompatibilityTests
{
    [TestCase("ALTER TABLE a [|DROP COLUMN b|], [|DROP IF EXISTS c CASCADE|];")]
    [TestCase("ALTER TABLE a DROP CONSTRAINT c; ALTER TABLE a ALTER b DROP DEFAULT;")]
    [TestCase("CREATE TABLE a (b int, c int); ALTER TABLE a DROP COLUMN b;")]
    [TestCase("ALTER VIEW a ALTER COLUMN b DROP DEFAULT;")]
    public void A_dropped_column_is_found(string marked) => marked.ShouldFind(2021);

    [TestCase("[|DROP TABLE books|];")]
    [TestCase("[|DROP TABLE IF EXISTS shop.books, authors CASCADE|];")]
    [TestCase("CREATE TEMP TABLE books (i int); DROP TABLE books;")]
    [TestCase("CREATE TABLE books (i int); DROP TABLE books;")]
    [TestCase("DROP VIEW books; DROP INDEX table_i;")]
    [TestCase("-- DROP TABLE books;\nSELECT 'DROP TABLE books';")]
    public void A_dropped_table_is_found(string marked) => marked.ShouldFind(2022);

    [TestCase("ALTER TABLE a [|RENAME COLUMN b TO c|];")]
    [TestCase("ALTER TABLE a [|RENAME b TO c|];")]
    [TestCase("ALTER TABLE a RENAME CONSTRAINT b TO c; ALTER TABLE a RENAME TO b;")]
    public void A_renamed_column_is_found(string marked) => marked.ShouldFind(2024);

    [TestCase("ALTER TABLE a [|RENAME TO b|];")]
    [TestCase("CREATE TABLE a (i int); ALTER TABLE a RENAME TO b;")]
    [TestCase("ALTER INDEX a RENAME TO b; ALTER TABLE a RENAME b TO c;")]
    public void A_renamed_table_is_found(string marked) => marked.ShouldFind(2025);

    [TestCase("[|CREATE TYPE mood AS ENUM ('sad', 'glad')|];")]
    [TestCase("CREATE TYPE pair AS (a int, b int);")]
    public void A_created_enumeration_is_found(string marked) => marked.ShouldFind(2013);

    [TestCase("[|ALTER TYPE status ADD VALUE 'pending'|];")]
    [TestCase("[|ALTER TYPE status ADD VALUE IF NOT EXISTS 'pending'|];")]
    [TestCase("ALTER TYPE status ADD VALUE 'pending' BEFORE 'approved'; ALTER TYPE status ADD VALUE IF NOT EXISTS 'x' AFTER 'y';")]
    [TestCase("CREATE TYPE status AS ENUM (); ALTER TYPE status ADD VALUE 'pending';")]
    [TestCase("ALTER TYPE status RENAME VALUE 'a' TO 'b';")]
    public void A_value_without_its_place_is_found(string marked) => marked.ShouldFind(2038);

    [TestCase("[|CREATE DOMAIN pages AS int CHECK (VALUE > 0)|];")]
    [TestCase("[|CREATE DOMAIN name text NOT NULL|];")]
    [TestCase("[|ALTER DOMAIN pages ADD CONSTRAINT c CHECK (VALUE > 0)|];")]
    [TestCase("CREATE DOMAIN pages AS int DEFAULT 3; ALTER DOMAIN other ADD CHECK (VALUE > 0) NOT VALID;")]
    [TestCase("ALTER DOMAIN pages DROP CONSTRAINT c;")]
    public void A_constraint_of_a_domain_is_found(string marked) => marked.ShouldFind(2039);
}
