using System.Globalization;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Printing;

namespace Sandbox.Rehearsal.Tests.Printing;

/// <summary>
/// The recorded outputs of psql 13, 15, 17 and 18 (tests/corpus/psql-micro) for scripts that hold nothing but settings and statements: what differs between versions differs here too.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class RecordingTests
{
    private static readonly string[] Scripts =
    [
        "158-error-position", "193-layout-basic", "194-layout-utf8", "195-layout-zero-rows", "196-layout-border", "197-layout-expanded", "198-layout-header-multiline",
        "199-layout-unicode", "200-layout-wrapped", "202-layout-numericlocale",
    ];

    [Test]
    public async Task A_recording_is_reproduced([ValueSource(nameof(Scripts))] string script, [Values("13.16", "15.18", "17.11", "18.6")] string version)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var folder = Path.Combine(TestContext.CurrentContext.TestDirectory, "psql-micro");
        var lines = await File.ReadAllLinesAsync(Path.Combine(folder, $"{script}.sql"), cancellationToken);
        var expected = await File.ReadAllTextAsync(Path.Combine(folder, $"psql-{version}", $"{script}.out"), cancellationToken);

        (await PlayAsync($"{script}.sql", lines, int.Parse(version[..2], CultureInfo.InvariantCulture))).ShouldBeLineByLine(expected);
    }

    private static async Task<string> PlayAsync(string name, string[] lines, int major)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var session = await WireSession.OpenAsync(TestServer.Server.Target("postgres"), cancellationToken);
        var settings = new PrintSettings(major);
        var output = new StringWriter();
        var statement = "";
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith('\\'))
            {
                string?[] words = [.. lines[i].Split(' ').Select(word => word.Trim('\'')), null];
                var error = words[0] == "\\x" ? settings.ToggleExpanded(words[1], quiet: false, output) : settings.Set(words[1]!, words[2], quiet: false, output);
                error.ShouldBeNull();
                continue;
            }

            statement += (statement.Length == 0 ? "" : "\n") + lines[i];
            if (!statement.EndsWith(';'))
            {
                continue;
            }

            var reply = await session.ExecuteAsync(statement, [], cancellationToken);
            if (reply.Error is null)
            {
                TablePrinter.Print(PrintTables.Of(reply), settings, major, output);
            }
            else
            {
                output.Write(MessageText.Prefix(name, i + 1));
                output.Write(MessageText.Of(reply.Error, statement, Verbosity.Default, ShowContext.Errors, major));
            }

            statement = "";
        }

        return output.ToString();
    }
}
