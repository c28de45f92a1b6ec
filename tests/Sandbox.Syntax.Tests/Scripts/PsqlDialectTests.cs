using Sandbox.Syntax.Scripts;

namespace Sandbox.Syntax.Tests.Scripts;

[Parallelizable(ParallelScope.All)]
public sealed class PsqlDialectTests
{
    [TestCase(13, 21, 22)]
    [TestCase(14, 18, 19)]
    [TestCase(15, 13, 14)]
    [TestCase(16, 9, 10)]
    [TestCase(17, 5, 6)]
    public void Restriction_is_known_from_the_minor_versions_of_August_2025_on(int major, int last, int first)
    {
        Knows(new PsqlDialect(major) { MinorVersion = last }).ShouldBeFalse();
        Knows(new PsqlDialect(major) { MinorVersion = first }).ShouldBeTrue();
        Knows(new PsqlDialect(major)).ShouldBeTrue();
    }

    [TestCase("getenv", 15)]
    [TestCase("bind", 16)]
    [TestCase("startpipeline", 18)]
    public void A_meta_command_is_known_from_its_first_version_on(string name, int since)
    {
        MetaCommandSyntax.IsKnownTo(name, new PsqlDialect(since - 1)).ShouldBeFalse();
        MetaCommandSyntax.IsKnownTo(name, new PsqlDialect(since)).ShouldBeTrue();
    }

    private static bool Knows(PsqlDialect dialect) => MetaCommandSyntax.IsKnownTo("restrict", dialect) && MetaCommandSyntax.IsKnownTo("unrestrict", dialect);
}
