using System.Text;
using Sandbox.Rehearsal.Snapshots;

namespace Sandbox.Rehearsal.Tests.Snapshots;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class SnapshotStoreTests
{
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    private static CancellationToken Cancel => TestContext.CurrentContext.CancellationToken;

    [Test]
    public async Task The_first_run_is_new_and_leaves_what_was_received()
    {
        using var folder = new TempFolder();
        var naming = SnapshotNaming.For(folder["a.sql"]);

        var result = await SnapshotStore.CompareAsync(naming, "| a |\n| đ |", Cancel);

        result.ShouldBe(new SnapshotResult(naming.VerifiedPath, SnapshotStatus.New));
        (await File.ReadAllBytesAsync(naming.ReceivedPath, Cancel)).ShouldBe([.. Mark, .. Encoding.UTF8.GetBytes("| a |\n| đ |")]);
        File.Exists(naming.VerifiedPath).ShouldBeFalse();
    }

    [TestCase("a\nb")]
    [TestCase("\uFEFFa\nb")]
    [TestCase("a\nb\n")]
    [TestCase("a\r\nb")]
    [TestCase("a\r\nb\r\n")]
    public async Task An_equal_text_matches_and_takes_the_received_file_away(string verified)
    {
        using var folder = new TempFolder();
        var naming = SnapshotNaming.For(folder["a.sql"]);
        await folder.WriteAsync("a.verified.txt", verified);
        await folder.WriteAsync("a.received.txt", "old");

        var result = await SnapshotStore.CompareAsync(naming, "a\nb", Cancel);

        result.ShouldBe(new SnapshotResult(naming.VerifiedPath, SnapshotStatus.Matched));
        File.Exists(naming.ReceivedPath).ShouldBeFalse();
        (await File.ReadAllTextAsync(naming.VerifiedPath, Cancel)).ShouldBe(verified.TrimStart('\uFEFF'));
    }

    [TestCase("a\nb\n\n")]
    [TestCase("a\nb ")]
    [TestCase(" a\nb")]
    [TestCase("A\nb")]
    [TestCase("\na\nb")]
    [TestCase("")]
    public async Task Any_other_difference_is_a_change(string verified)
    {
        using var folder = new TempFolder();
        var naming = SnapshotNaming.For(folder["a.sql"]);
        await folder.WriteAsync("a.verified.txt", verified);

        var result = await SnapshotStore.CompareAsync(naming, "a\nb", Cancel);

        result.Status.ShouldBe(SnapshotStatus.Changed);
        result.Difference.ShouldNotBeNullOrEmpty();
        (await File.ReadAllTextAsync(naming.ReceivedPath, Cancel)).ShouldBe("a\nb");
        (await File.ReadAllTextAsync(naming.VerifiedPath, Cancel)).ShouldBe(verified);
    }

    [TestCase("a\nb\nc\nd\ne\nf\ng", "a\nb\nc\nX\ne\nf\ng", "@@ line 2 @@\n b\n c\n-d\n+X\n e\n f")]
    [TestCase("a\nb", "a\nb\nc", "@@ line 1 @@\n a\n b\n+c")]
    [TestCase("a\nb", "b", "@@ line 1 @@\n-a\n b")]
    [TestCase("1\n2\n3\n4\n5\n6\n7\n8\n9", "0\n1\n2\n3\n4\n5\n6\n7\n8", "@@ line 1 @@\n+0\n 1\n 2\n@@ line 8 @@\n 7\n 8\n-9")]
    public async Task The_difference_shows_lines_with_their_neighbours(string verified, string received, string difference)
    {
        using var folder = new TempFolder();
        await folder.WriteAsync("a.verified.txt", verified);

        var result = await SnapshotStore.CompareAsync(SnapshotNaming.For(folder["a.sql"]), received, Cancel);

        result.Difference.ShouldBe(difference);
    }

    [Test]
    public async Task A_large_difference_is_shown_whole()
    {
        using var folder = new TempFolder();
        await folder.WriteAsync("a.verified.txt", string.Join('\n', Enumerable.Range(0, 3000).Select(n => $"old {n}")));

        var result = await SnapshotStore.CompareAsync(SnapshotNaming.For(folder["a.sql"]), string.Join('\n', Enumerable.Range(0, 3000).Select(n => $"new {n}")), Cancel);

        result.Difference!.Split('\n').Length.ShouldBe(6001);
    }

    [Test]
    public async Task Nothing_asked_and_nothing_there_make_no_file()
    {
        using var folder = new TempFolder();
        var naming = SnapshotNaming.For(folder["a.sql"]);

        (await SnapshotStore.CompareAsync(naming, null, Cancel)).ShouldBe(SnapshotResult.None);
        (await SnapshotStore.CompareAsync(naming, "", Cancel)).ShouldBe(SnapshotResult.None);
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Test]
    public async Task Results_that_were_accepted_and_are_gone_are_a_change()
    {
        using var folder = new TempFolder();
        await folder.WriteAsync("a.verified.txt", "| a |");

        (await SnapshotStore.CompareAsync(SnapshotNaming.For(folder["a.sql"]), "", Cancel)).Status.ShouldBe(SnapshotStatus.Changed);
    }

    [TestCase("a.sql")]
    [TestCase("a.received.txt")]
    [TestCase("a.verified.txt")]
    public async Task Accepting_puts_the_received_file_in_the_verified_files_place(string path)
    {
        using var folder = new TempFolder();
        var naming = SnapshotNaming.For(folder["a.sql"]);
        await folder.WriteAsync("a.verified.txt", "old");
        await SnapshotStore.CompareAsync(naming, "new", Cancel);

        (await SnapshotStore.AcceptAsync(folder[path], Cancel)).ShouldBe(naming.VerifiedPath);

        (await File.ReadAllBytesAsync(naming.VerifiedPath, Cancel)).ShouldBe([.. Mark, .. "new"u8]);
        File.Exists(naming.ReceivedPath).ShouldBeFalse();
        (await SnapshotStore.CompareAsync(naming, "new", Cancel)).Status.ShouldBe(SnapshotStatus.Matched);
    }

    [Test]
    public async Task Without_a_received_file_there_is_nothing_to_accept()
    {
        using var folder = new TempFolder();

        var error = await Should.ThrowAsync<SandboxException>(() => SnapshotStore.AcceptAsync(folder["a.sql"], Cancel));

        error.ExitCode.ShouldBe(ExitCode.Usage);
        error.Message.ShouldContain("a.received.txt");
    }

    [Test]
    public async Task Received_files_are_found_below_a_folder_and_behind_no_link()
    {
        using var folder = new TempFolder();
        using var elsewhere = new TempFolder();
        await elsewhere.WriteAsync("z.received.txt", "");
        Directory.CreateSymbolicLink(folder["c"], elsewhere.Path);
        Directory.CreateSymbolicLink(folder["d"], folder.Path);
        await folder.WriteAsync("b/x.received.txt", "");
        await folder.WriteAsync("a/y.received.txt", "");
        await folder.WriteAsync("a/y.verified.txt", "");

        SnapshotStore.FindReceived(folder.Path).ShouldBe([folder["a/y.received.txt"], folder["b/x.received.txt"]]);
    }
}
