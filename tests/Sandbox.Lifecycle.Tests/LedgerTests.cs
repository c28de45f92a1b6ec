using System.Text;
using Sandbox.Lifecycle.Ledger;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.Tests;

namespace Sandbox.Lifecycle.Tests;

/// <summary>The ledger keeps every line, and tells where one is not as it was written.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(120_000)]
internal sealed class LedgerTests
{
    private static readonly SandboxName s_name = SandboxName.Admit("s_1", new Policy { Path = "sandbox.json", SandboxPattern = "^s_[0-9]+$" });

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [Test]
    public async Task Entries_come_back_as_they_were_written()
    {
        using var folder = new TempFolder();
        var ledger = new SandboxLedger(folder["records"], TimeProvider.System);

        var first = await AppendAsync(ledger, ("note", "quotes \" and \\, a line\nend, ключ"), ("nothing", null));
        await AppendAsync(ledger);
        var reading = await ledger.ReadAsync(Token);

        reading.Faults.ShouldBeEmpty();
        reading.Entries.Select(static entry => entry.Sequence).ShouldBe([1, 2]);
        reading.Entries[0].Detail.ShouldBe(first.Detail);
        reading.Entries[0].At.ShouldBe(first.At, TimeSpan.FromMilliseconds(1));
    }

    [Test]
    public async Task No_ledger_is_an_empty_one() => (await new SandboxLedger(Path.Combine(Path.GetTempPath(), "there-is-none"), TimeProvider.System).ReadAsync(Token)).ShouldSatisfyAllConditions(
        static reading => reading.Entries.ShouldBeEmpty(), static reading => reading.Faults.ShouldBeEmpty());

    [TestCase(1, "2: changed")]
    [TestCase(4, "5: changed", Description = "the last one")]
    public async Task A_changed_line_is_found(int index, string fault) =>
        (await FaultsAsync(lines => lines[index] = lines[index].Replace("s_1", "s_2", StringComparison.Ordinal))).ShouldHaveSingleItem().ShouldStartWith(fault);

    [TestCase(0, "1: missing: entry 1 is expected here, and this is entry 2")]
    [TestCase(2, "3: missing: entry 3 is expected here, and this is entry 4")]
    [TestCase(4, "5: missing: the last entry was 5")]
    public async Task A_missing_line_is_found(int index, string fault) => (await FaultsAsync(lines => lines.RemoveAt(index))).ShouldHaveSingleItem().ShouldStartWith(fault);

    [Test]
    public async Task A_line_that_was_written_anew_with_its_own_hash_is_found()
    {
        var faults = await FaultsAsync(static lines =>
        {
            var line = LedgerLine.Read(Encoding.UTF8.GetBytes(lines[1]))!;
            lines[1] = Encoding.UTF8.GetString(LedgerLine.Write(line.Entry with { SandboxId = "s_2" }, line.Previous).Text).TrimEnd('\n');
        });

        faults.ShouldHaveSingleItem().ShouldBe("2: changed: the line behind it was written after another one");
    }

    [Test]
    public async Task Lines_that_changed_places_are_found() => (await FaultsAsync(static lines => (lines[1], lines[2]) = (lines[2], lines[1]))).ShouldNotBeEmpty();

    [Test]
    public async Task A_line_that_somebody_added_is_found() => (await FaultsAsync(static lines =>
    {
        for (var i = 0; i < 2; i++)
        {
            var last = LedgerLine.Read(Encoding.UTF8.GetBytes(lines[^1]))!;
            lines.Add(Encoding.UTF8.GetString(LedgerLine.Write(last.Entry with { Sequence = last.Entry.Sequence + 1 }, last.Hash).Text).TrimEnd('\n'));
        }
    })).ShouldHaveSingleItem().ShouldContain("added");

    [TestCase(1)]
    [TestCase(100)]
    [TestCase(3)]
    public async Task A_torn_last_line_is_found_and_the_next_entry_repairs_it(int kept)
    {
        using var folder = new TempFolder();
        var ledger = await WithEntriesAsync(folder, 3);
        var whole = File.ReadAllLines(ledger.Path);
        await File.WriteAllTextAsync(ledger.Path, $"{whole[0]}\n{whole[1]}\n{whole[2]}\n{whole[2][..Math.Min(kept, whole[2].Length - 1)]}", Token);
        (await ledger.ReadAsync(Token)).Faults.ShouldHaveSingleItem().Reason.ShouldStartWith("torn");

        await AppendAsync(ledger);

        var repaired = await ledger.ReadAsync(Token);
        repaired.Faults.ShouldBeEmpty();
        repaired.Entries.Select(static entry => entry.Sequence).ShouldBe([1, 2, 3, 4]);
    }

    [Test]
    public async Task A_last_line_that_lacks_only_its_end_is_not_lost()
    {
        using var folder = new TempFolder();
        var ledger = await WithEntriesAsync(folder, 2);
        await File.WriteAllTextAsync(ledger.Path, (await File.ReadAllTextAsync(ledger.Path, Token)).TrimEnd('\n'), Token);

        await AppendAsync(ledger);

        var repaired = await ledger.ReadAsync(Token);
        repaired.Faults.ShouldBeEmpty();
        repaired.Entries.Count.ShouldBe(3);
    }

    [Test]
    public async Task Nothing_is_written_behind_a_damaged_line()
    {
        using var folder = new TempFolder();
        var ledger = await WithEntriesAsync(folder, 2);
        var before = (await File.ReadAllTextAsync(ledger.Path, Token)).Replace("s_1", "s_2", StringComparison.Ordinal);
        await File.WriteAllTextAsync(ledger.Path, before, Token);

        (await Should.ThrowAsync<SandboxException>(() => AppendAsync(ledger))).ExitCode.ShouldBe(ExitCode.Refused);

        (await File.ReadAllTextAsync(ledger.Path, Token)).ShouldBe(before);
    }

    [TestCase(false, Description = "the last line is gone")]
    [TestCase(true, Description = "the head is gone")]
    public async Task Nothing_is_written_that_would_hide_what_is_missing(bool head)
    {
        using var folder = new TempFolder();
        var ledger = await WithEntriesAsync(folder, 3);
        if (head)
        {
            File.Delete(Path.Combine(Path.GetDirectoryName(ledger.Path)!, "ledger.head"));
        }
        else
        {
            await File.WriteAllLinesAsync(ledger.Path, (await File.ReadAllLinesAsync(ledger.Path, Token))[..^1], Token);
        }

        (await Should.ThrowAsync<SandboxException>(() => AppendAsync(ledger))).ExitCode.ShouldBe(ExitCode.Refused);

        (await ledger.ReadAsync(Token)).Faults.ShouldHaveSingleItem();
    }

    [TestCase(",\"status\":\"retired\"}")]
    [TestCase(" }")]
    [TestCase("} ")]
    [TestCase("}\r")]
    public async Task A_change_behind_a_lines_hash_is_found(string end) =>
        (await FaultsAsync(lines => lines[1] = lines[1][..^1] + end)).ShouldNotBeEmpty();

    [Test]
    public async Task A_ledger_that_was_taken_away_is_missed()
    {
        using var folder = new TempFolder();
        var ledger = await WithEntriesAsync(folder, 2);
        File.Delete(ledger.Path);

        (await ledger.ReadAsync(Token)).Faults.ShouldHaveSingleItem();
        (await Should.ThrowAsync<SandboxException>(() => AppendAsync(ledger))).ExitCode.ShouldBe(ExitCode.Refused);
    }

    [Test]
    public async Task Many_writers_lose_nothing()
    {
        using var folder = new TempFolder();
        var records = folder["records"];

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var ledger = new SandboxLedger(records, TimeProvider.System);
            for (var i = 0; i < 5; i++)
            {
                await AppendAsync(ledger);
            }
        }));

        var reading = await new SandboxLedger(records, TimeProvider.System).ReadAsync(Token);
        reading.Faults.ShouldBeEmpty();
        reading.Entries.Select(static entry => entry.Sequence).ShouldBe(Enumerable.Range(1, 40).Select(static i => (long)i));
    }

    private static Task<LedgerEntry> AppendAsync(SandboxLedger ledger, params (string Name, string? Value)[] detail) =>
        ledger.AppendAsync("test", s_name, SandboxStatus.Active, server: null, detail.ToDictionary(static part => part.Name, static part => part.Value), Token);

    private static async Task<SandboxLedger> WithEntriesAsync(TempFolder folder, int count)
    {
        var ledger = new SandboxLedger(folder["records"], TimeProvider.System);
        for (var i = 0; i < count; i++)
        {
            await AppendAsync(ledger);
        }

        return ledger;
    }

    private static async Task<IEnumerable<string>> FaultsAsync(Action<List<string>> change)
    {
        using var folder = new TempFolder();
        var ledger = await WithEntriesAsync(folder, 5);
        var lines = (await File.ReadAllLinesAsync(ledger.Path, Token)).ToList();
        change(lines);
        await File.WriteAllTextAsync(ledger.Path, string.Join('\n', lines) + "\n", Token);
        return (await ledger.ReadAsync(Token)).Faults.Select(static fault => $"{fault.Line}: {fault.Reason}");
    }
}
