namespace Sandbox.Analyzers.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class LiteralTests
{
    private const string Quotes = "\"\"\"";

    [TestCase(""""command.CommandText = "SELECT \"a\\\" \u0041\x41;\n[|DROP DATABASE|] prod";"""")]
    [TestCase(""""command.CommandText = "SELECT '\U0001F600'; [|\x44ROP\tDATABASE|] prod";"""")]
    [TestCase(""""command.CommandText = @"SELECT ""a""; [|DROP DATABASE|] ""prod""";"""")]
    [TestCase(""""command.CommandText = $"SELECT '{{}}\t'; [|DROP DATABASE|] {name}";"""")]
    [TestCase(""""command.CommandText = $@"SELECT ""{name}"" /* {{}} */; [|DROP DATABASE|] x";"""")]
    [TestCase("command.CommandText = " + Quotes + "SELECT \"x\"; [|DROP DATABASE|] \"prod\"; " + Quotes + ";")]
    [TestCase("command.CommandText = " + Quotes + "\n            SELECT 1;\n\n              [|DROP DATABASE|] prod;\n            " + Quotes + ";")]
    [TestCase("command.CommandText = " + Quotes + "\r\n    SELECT 1;\r\n    [|DROP DATABASE|] prod;\r\n    " + Quotes + ";")]
    [TestCase("command.CommandText = $" + Quotes + "\n    SELECT {name};\n      [|DROP DATABASE|] prod_{name};\n    " + Quotes + ";")]
    [TestCase("command.CommandText = $$" + Quotes + "\n    SELECT '{a}', {{name}};\n    [|DROP DATABASE|] {{name}};\n    " + Quotes + ";")]
    [TestCase("void Weak(ReadOnlySpan<byte> sql) { } Weak(\"[|DROP DATABASE|] prod\"u8);")]
    [TestCase(""""command.CommandText = "DO 'BEGIN EXECUTE ''[|DROP\n DATABASE|] x''; END'";"""")]
    [TestCase(""""command.CommandText = "DO $$ BEGIN EXECUTE E'[|DROP\\tDATABASE|] x'; END $$";"""")]
    public async Task The_place_is_the_exact_characters_in_the_literal(string statements) =>
        await Snippet.InMethod(statements).ShouldReport("SBX1001");

    [TestCase(""""command.CommandText = "SELECT 1; " + "[|DROP DATABASE|] " + name;"""")]
    [TestCase(""""command.CommandText = [|"DROP "|] + "DATABASE " + name;"""")]
    [TestCase(""""command.CommandText = [|"DRO"|] + "P DATABASE prod";"""")]
    [TestCase(""""const string Sql = "[|DROP DATABASE|] prod"; command.CommandText = Sql;"""")]
    [TestCase(""""var sql = "[|DROP DATABASE|] " + name; command.CommandText = sql;"""")]
    [TestCase(""""const string Drop = "[|DROP DATABASE|]"; command.CommandText = $"{Drop} prod";"""")]
    [TestCase(""""command.CommandText = flag ? "SELECT 1" : "[|DROP DATABASE|] prod";"""")]
    [TestCase(""""command.CommandText = string.Format("[|DROP DATABASE|] {0}", name);"""")]
    [TestCase(""""command.CommandText = string.Concat("[|DROP DATABASE|] ", name);"""")]
    [TestCase(""""command.CommandText = name + " [|DROP DATABASE|] prod";"""")]
    [TestCase(""""command.CommandText = $"ALTER TABLE {name} DROP database";"""")]
    [TestCase(""""command.CommandText = $"SELECT '{name} DROP DATABASE x'";"""")]
    public async Task Parts_are_read_as_one_text(string statements) =>
        await Snippet.InMethod(statements).ShouldReport("SBX1001");

    [TestCase(""""command.CommandText = [|Shared.Drop|];"""")]
    [TestCase(""""command.CommandText = "SELECT 1; " + [|Shared.Drop|] + " WITH (FORCE)";"""")]
    [TestCase(""""command.CommandText = $"SELECT 1; {[|Shared.Drop|]}";"""")]
    public async Task A_constant_of_another_file_is_found_at_its_name(string statements) =>
        await Snippet.InMethod(statements).ShouldReport("SBX1001");

    [TestCase(""""var text = new StringBuilder("SELECT 1; "); text.Append("[|DROP DATABASE|] ").Append(name); command.CommandText = text.ToString();"""")]
    [TestCase(""""var text = new StringBuilder(); text.AppendLine("SELECT 1;"); text.AppendLine("[|DROP DATABASE|] a"); command.CommandText = text.ToString();"""")]
    [TestCase(""""command.CommandText = new StringBuilder().Append("SELECT 1;").Append(' ').Append("[|DROP DATABASE|] a").ToString();"""")]
    [TestCase(""""var text = new StringBuilder().Append([|"DROP"|]); text.Append(' ').Append("DATABASE a"); command.CommandText = text.ToString();"""")]
    [TestCase(""""var text = new StringBuilder(); text.Append($"[|DROP DATABASE|] {name}"); if (flag) { command.CommandText = text.ToString(); }"""")]
    [TestCase(""""var text = new StringBuilder("DROP DATABASE a"); text.Clear(); command.CommandText = text.ToString();"""")]
    [TestCase(""""var text = new StringBuilder(); if (flag) { text.Append("/* "); } text.Append("DROP DATABASE a"); command.CommandText = text.ToString();"""")]
    [TestCase(""""var text = new StringBuilder(); Fill(text); text.Append("DROP DATABASE a"); command.CommandText = text.ToString(); void Fill(StringBuilder b) => b.Append("/*");"""")]
    [TestCase(""""var text = new StringBuilder("DROP DATABASE a"); text = new StringBuilder(); command.CommandText = text.ToString();"""")]
    public async Task A_plain_builder_is_read_as_one_text(string statements) =>
        await Snippet.InMethod(statements).ShouldReport("SBX1001");

    [Test]
    public async Task A_trimmed_literal_is_still_that_literal() =>
        await Snippet.InMethod("command.CommandText = \"  [|DROP DATABASE|] prod \".Trim();").ShouldReport("SBX1001");

    [Test]
    public async Task A_field_of_the_same_file_is_followed_once()
    {
        const string source = """
            class Queries
            {
                const string Drop = "[|DROP DATABASE|] prod";
                static readonly string Text = "SELECT 1;" + Drop;

                static void Run(DbCommand command)
                {
                    command.CommandText = Drop;
                    command.CommandText = Drop;
                    command.CommandText = Text;
                }
            }
            """;
        await source.ShouldReport("SBX1001");
    }

    [TestCase(""""string sql = "SELECT 1"; sql = name; command.CommandText = sql + " WHERE x";"""")]
    [TestCase(""""string sql = "DROP DATABASE x"; sql = "SELECT 1"; command.CommandText = sql;"""")]
    [TestCase(""""string sql = "DROP DATABASE x"; (sql, name) = (name, sql); command.CommandText = sql;"""")]
    [TestCase(""""string sql = "DROP DATABASE x"; void Fill(ref string s) => s = "SELECT 1"; Fill(ref sql); command.CommandText = sql;"""")]
    public async Task A_name_that_is_written_again_is_not_followed(string statements) =>
        await Snippet.InMethod(statements).ShouldReport("SBX1001");

    [TestCase(""""var sql = sql + "DROP DATABASE x"; command.CommandText = sql;"""")]
    [TestCase(""""string a = b, b = a; command.CommandText = a + "DROP DATABASE x" + b;"""")]
    [TestCase(""""var text = new StringBuilder(text.ToString()); command.CommandText = text.ToString();"""")]
    [TestCase(""""NpgsqlConnection a = b, b = a; await CloneGuard.EnsureAsync(a); a.Execute("DROP DATABASE x");"""")]
    [TestCase(""""bool a = !b, b = !a; if (a) { connection.Execute("DROP DATABASE x"); } await CloneGuard.EnsureAsync(connection);"""")]
    [TestCase(""""Task a = Task.WhenAll(b, b), b = Task.WhenAll(a, a); await a; connection.Execute("DROP DATABASE x"); await CloneGuard.EnsureAsync(connection);"""")]
    [TestCase(""""Task a = b, b = a; await a; connection.Execute("DROP DATABASE x"); await CloneGuard.EnsureAsync(connection);"""")]
    [TestCase(""""const string A = B + B; const string B = A + A; command.CommandText = A;"""")]
    [TestCase(""""command.CommandText = $"DROP DATABASE {"""")]
    [TestCase("command.CommandText = \"\"\"\n DROP DATABASE x\n   \"\"\";")]
    [TestCase(""""command.CommandText = "DROP DATABASE \q \x \u12";"""")]
    [TestCase(""""new ProcessStartInfo { FileName = "docker", ArgumentList = { "system", };"""")]
    public async Task Code_that_does_not_compile_neither_hangs_nor_throws(string statements) =>
        (await Snippet.AnalyzeBrokenAsync(Snippet.InMethod(statements))).ShouldNotBeNull();

    [Test]
    public async Task Names_that_double_cost_no_more_than_their_number()
    {
        var constants = string.Join('\n', Enumerable.Range(1, 60).Select(i => $"string s{i} = s{i - 1} + s{i - 1};"));
        var source = Snippet.InMethod($"string s0 = \"drop \" + name;\n{constants}\ncommand.CommandText = s60;");
        await source.ShouldReport("SBX1001");
    }

    [Test]
    public async Task A_sum_of_a_thousand_lines_is_read()
    {
        var sum = string.Join(" +\n", Enumerable.Repeat("\"SELECT 1; \"", 1000));
        await Snippet.InMethod($"command.CommandText = {sum} +\n\"[|DROP DATABASE|] x\";").ShouldReport("SBX1001");
    }
}
