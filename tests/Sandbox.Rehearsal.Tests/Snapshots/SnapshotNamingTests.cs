using Sandbox.Rehearsal.Snapshots;

namespace Sandbox.Rehearsal.Tests.Snapshots;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class SnapshotNamingTests
{
    [TestCase("register.sql", "register.verified.txt", "register.received.txt")]
    [TestCase("/a/b/register.sql", "/a/b/register.verified.txt", "/a/b/register.received.txt")]
    [TestCase("a.b.sql", "a.b.verified.txt", "a.b.received.txt")]
    [TestCase("../v1.2/register", "../v1.2/register.verified.txt", "../v1.2/register.received.txt")]
    public void A_snapshot_stands_beside_its_script(string script, string verified, string received)
    {
        SnapshotNaming.For(script).ShouldBe(new SnapshotNaming(verified, received));
    }

    [TestCase("a/register.sql")]
    [TestCase("a/register.verified.txt")]
    [TestCase("a/register.received.txt")]
    public void Script_and_files_speak_of_the_same_snapshot(string path)
    {
        SnapshotNaming.From(path).ShouldBe(SnapshotNaming.For("a/register.sql"));
    }
}
