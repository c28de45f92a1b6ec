using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Sandbox.Postgres.Tests.Wire;

/// <summary>Statements of every quoting form, each of which succeeds on <see cref="Setup"/>; what stands in the quotes is made to mislead a splitter.</summary>
/// <remarks>
/// Left out is where psql itself does not split as the server does: a backslash in what continues a literal on the next line. A rule's SELECTs are left
/// out too: their results come before that of the statement, so that completions could not be told from statements.
/// </remarks>
/// <param name="standardConformingStrings">The setting that they are written for.</param>
internal sealed class GeneratedStatements(bool standardConformingStrings)
{
    /// <summary>What the statements stand on.</summary>
    public const string Setup = "CREATE TEMP TABLE t (a text)";

    private static readonly string[] Misleading =
        [";", "(", ")", "--", "\"", "$$", "$a$", "$", ":v", ":{?v}", "\\\\", "''", " ", "\n", "\r\n", "é", "😀", "begin", "end", "case", " atomic ", "create function ", "a", "1", "/", "*", "+", "E"];

    /// <summary>Texts of several statements, and the statements that they were joined of.</summary>
    public Gen<string[]> Lists => Statement.ListOf().Where(static list => list.Count > 0).Select(static list => list.ToArray());

    private static Gen<string> Noise => Gen.Elements(Misleading).ArrayOf().Select(string.Concat);

    /// <summary>What may stand between two words.</summary>
    public static Gen<string> Gap => Gen.Frequency(
        (6, Gen.Constant(" ")), (2, Gen.Constant("\n")), (1, Gen.Constant("\t\r\n ")), (2, Noise.Select(BlockComment)), (1, Noise.Select(LineComment)));

    private Gen<string> Literal => Gen.OneOf(
        Noise.Select(noise => standardConformingStrings ? $"'{noise}'" : $"'{noise}\\''"),
        Noise.Select(static noise => $"E'{noise}\\''"),
        Noise.Select(static noise => $"n'{noise}'"),
        Noise.Select(static noise => $"$${noise.Replace("$", "", StringComparison.Ordinal)}$$"),
        Noise.Select(static noise => $"$q${noise}$q$"),
        Noise.Select(static noise => $"$é_$$q${noise}$é_$"),
        Gen.Elements("'it''s'\n'; joined'", "E'\\';'\n ';'", "''", "N''''"),
        Gen.Elements<string>(standardConformingStrings ? ["U&'\\0061;\\+01F600'", "u&'d!0061;' uescape '!'", "'\\'", "';\\'"] : ["'\\\\'", "'\\';'"]));

    private static Gen<string> Name => Noise.Select(static noise => $"\"{Short(noise).Replace("\"", "\"\"", StringComparison.Ordinal)}n\"");

    private Gen<string> Value => Gen.OneOf(
        Literal,
        Literal,
        Gen.Elements("1", "1-1", "1 - -1", "@ -1", "b'01'", "X'1F'", "1+/*;*/2", "1--;\n+1", "(array[1,2,3])[1:2]", "1::text", "cast(1 as text)", "(select 1)", "1*(2+(3))", "1.5e-3", ".5", "7%3"),
        Literal.Select(static literal => $"({literal})"),
        Literal.Select(static literal => $"(select {literal})"),
        Literal.Select(static literal => $"case when true then ({literal}) else null end"));

    private Gen<string> Statement => Gen.Frequency(
        (4, With(Value, static (gap, value) => $"select{gap}{value}")),
        (2, Value.Zip(Name).Zip(Gap).Select(static given => $"SELECT {given.Item1.Item1}{given.Item2}as {given.Item1.Item2}")),
        (1, With(Value, static (gap, value) => $"values ({value}),{gap}(null)")),
        (2, With(Literal, static (gap, value) => $"insert into{gap}t values ({value})")),
        (1, With(Literal, static (gap, value) => $"update t set a ={gap}{value} where a is not null")),
        (1, Noise.Zip(Gap).Select(static given => $"do{given.Item2}$do$ begin /* {Harmless(given.Item1)} */ perform ';'; end $do$")),
        (1, With(Value, static (gap, value) => $"create or replace function pg_temp.f() returns void begin atomic{gap}select {value}; select case when true then 1 end; end")),
        (1, With(Literal, static (gap, value) => $"CREATE OR REPLACE PROCEDURE pg_temp.p(){gap}BEGIN ATOMIC INSERT INTO t VALUES ({value}); END")),
        (1, With(Literal, static (gap, value) => $"create or replace function pg_temp.g() returns text language sql as{gap}$f$ select 1; select 'x' $f$")),
        (1, With(Literal, static (gap, value) => $"create or replace rule r as on insert to t where new.a = {value}{gap}do also (delete from t; update t set a = ';')")),
        (1, Gen.Elements("set local application_name to 'a;b'", "comment on table t is E';\\';'", "comment on column t.a is null", "lock table t", "select", "truncate t", "table t")));

    private static Gen<string> With(Gen<string> values, Func<string, string, string> write) => Gap.Zip(values).Select(given => write(given.Item1, given.Item2));

    private static string BlockComment(string noise) => $"/*{Harmless(noise)}/* ; ' {Harmless(noise)}*/ \" */";

    private static string LineComment(string noise) => $"--{noise.ReplaceLineEndings(" ")}\n";

    /// <summary>Leaves out what would begin or end a comment.</summary>
    private static string Harmless(string noise) => noise.Replace("*", "", StringComparison.Ordinal).Replace("/", "", StringComparison.Ordinal);

    /// <summary>No more than a name may be long: 63 bytes.</summary>
    private static string Short(string noise)
    {
        var name = new StringBuilder();
        foreach (var rune in noise.EnumerateRunes().Take(14))
        {
            name.Append(rune);
        }

        return name.ToString();
    }
}
