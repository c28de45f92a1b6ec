using System.Reflection;
using System.Text;

namespace Sandbox.Architecture.Tests.Surface;

/// <summary>
/// Holds what the product shows to its users. The accepted listings stand in <c>PublicSurface</c>; a difference leaves a received
/// file there, and accepting all of them is one command (<see cref="AcceptAll"/>).
/// </summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class PublicSurfaceTests
{
    /// <summary>Accepts every listing as it is now.</summary>
    public const string AcceptAll = "SANDBOX_ACCEPT=public-surface dotnet test tests/Sandbox.Architecture.Tests";

    private const string Folder = "tests/Sandbox.Architecture.Tests/PublicSurface";

    private static readonly UTF8Encoding WithMark = new(encoderShouldEmitUTF8Identifier: true);

    private static IEnumerable<string> Projects => Repository.ProjectsIn("src").Select(static project => project.Name);

    [TestCaseSource(nameof(Projects))]
    public void The_public_surface_is_the_accepted_one(string name)
    {
        var project = Repository.ProjectsIn("src").Single(project => project.Name == name);
        var now = SurfaceListing.Of(Assembly.Load(new AssemblyName(project.AssemblyName)));
        var verified = Repository.PathOf($"{Folder}/{name}.verified.txt");
        var received = Repository.PathOf($"{Folder}/{name}.received.txt");
        var accepted = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : "";
        if (File.Exists(verified) && accepted == now)
        {
            File.Delete(received);
            return;
        }

        if (Environment.GetEnvironmentVariable("SANDBOX_ACCEPT") == "public-surface")
        {
            Environment.GetEnvironmentVariable("CI").ShouldBeNull("a pipeline accepts nothing");
            File.WriteAllText(verified, now, WithMark);
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, now, WithMark);
        Assert.Fail($"""
            The public surface of {name} is not the accepted one:
            {Difference(accepted, now)}
            Accept this one:  mv {Repository.Relative(received)} {Repository.Relative(verified)}
            Accept all:       {AcceptAll}
            """);
    }

    [Test]
    public void Every_accepted_listing_has_its_project()
    {
        var listings = Directory.EnumerateFiles(Repository.PathOf(Folder), "*.verified.txt").Select(static file => Path.GetFileName(file).Replace(".verified.txt", "", StringComparison.Ordinal));

        listings.ShouldBeSubsetOf(Projects);
    }

    [Test]
    public void Every_accepted_listing_has_a_mark_and_no_final_line_break()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf(Folder), "*.verified.txt"))
        {
            var bytes = File.ReadAllBytes(file);
            bytes.Take(3).ShouldBe(WithMark.GetPreamble(), file);
            bytes[^1].ShouldNotBe((byte)'\n', file);
            bytes.ShouldNotContain((byte)'\r', file);
        }
    }

    private static string Difference(string accepted, string now)
    {
        const int Most = 40;
        var before = Placed(accepted).ToList();
        var after = Placed(now).ToList();
        var lines = before.Except(after, StringComparer.Ordinal).Select(static line => "- " + line)
            .Concat(after.Except(before, StringComparer.Ordinal).Select(static line => "+ " + line)).ToList();
        return string.Join('\n', lines.Count == 0 ? ["  the same lines, in other places"] : lines.Take(Most)) + (lines.Count > Most ? $"\n  and {lines.Count - Most} more" : "");
    }

    // A member's line alone does not say whose it is.
    private static IEnumerable<string> Placed(string listing)
    {
        var type = "";
        foreach (var line in listing.Split('\n').Where(static line => line.Length > 0))
        {
            var isMember = line.StartsWith(' ');
            type = isMember ? type : line;
            yield return isMember ? $"{type} | {line.Trim()}" : line;
        }
    }
}
