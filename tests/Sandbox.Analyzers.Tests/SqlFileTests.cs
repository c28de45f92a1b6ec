using Microsoft.CodeAnalysis.Text;

namespace Sandbox.Analyzers.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class SqlFileTests
{
    [Test]
    public async Task An_sql_file_of_the_project_is_read_as_a_script()
    {
        var diagnostics = await Snippet.AnalyzeAsync(string.Empty, ("scripts/drop.sql", "\\echo DROP DATABASE a;\n\n  DROP DATABASE b;\n"), ("notes.txt", "DROP DATABASE c;"));
        var location = diagnostics.ShouldHaveSingleItem().Location.GetLineSpan();
        location.Path.ShouldBe("scripts/drop.sql");
        location.Span.ShouldBe(new LinePositionSpan(new LinePosition(2, 2), new LinePosition(2, 15)));
    }

    [Test]
    public async Task Every_rule_speaks_in_a_file() =>
        (await Snippet.AnalyzeAsync(string.Empty, ("a.sql", "SELECT format('DROP DATABASE %I', datname) FROM pg_database \\gexec\n")))
            .Select(diagnostic => diagnostic.Id).Order(StringComparer.Ordinal).ShouldBe(["SBX1001", "SBX1002", "SBX1003"]);
}
