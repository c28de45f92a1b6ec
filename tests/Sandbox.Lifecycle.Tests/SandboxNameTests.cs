using Sandbox.Rehearsal.Guards;

namespace Sandbox.Lifecycle.Tests;

/// <summary>A name that is not admitted never becomes one.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class SandboxNameTests
{
    private static readonly Policy s_policy = new()
    {
        Path = "sandbox.json", SandboxPattern = "^c1_staging_[0-9]{8}_[0-9]{4}$", SandboxDeny = ["directus", "postgres", "c1_staging_20260602_0000"],
    };

    [Test]
    public void An_admitted_name_stays_as_it_is() => SandboxName.Admit("c1_staging_20260602_0912", s_policy).Text.ShouldBe("c1_staging_20260602_0912");

    [TestCase("directus")]
    [TestCase("postgres")]
    [TestCase("template1")]
    [TestCase("c1_staging_20260602_0000", Description = "on the deny list")]
    [TestCase("c1_staging_20260602_09123")]
    [TestCase("xc1_staging_20260602_0912")]
    [TestCase("C1_STAGING_20260602_0912")]
    [TestCase("c1_staging_20260602_0912\n")]
    [TestCase("c1_staging_20260602_0912; DROP DATABASE directus")]
    [TestCase("c1_staging_20260602_0912\" WITH (FORCE); --")]
    [TestCase("c1_staging_٢٠٢٦٠٦٠٢_0912", Description = "digits of another script")]
    [TestCase(" ")]
    public void Another_name_is_refused(string name) => Should.Throw<SandboxException>(() => SandboxName.Admit(name, s_policy)).ExitCode.ShouldBe(ExitCode.Refused);

    [Test]
    public void A_name_that_the_server_would_cut_is_refused_whatever_the_pattern_says() =>
        Should.Throw<SandboxException>(() => SandboxName.Admit(new string('a', 64), s_policy with { SandboxPattern = "^a+$" })).Message.ShouldContain("longer than 63 bytes");

    [TestCase(null)]
    [TestCase("")]
    public void No_name_is_denied_admission(string? name) => Should.Throw<SandboxException>(() => SandboxName.Admit(name, s_policy)).ExitCode.ShouldBe(ExitCode.AdmissionDenied);

    [Test]
    public void Without_a_policy_no_name_is_admitted() => Should.Throw<SandboxException>(() => SandboxName.Admit("c1_staging_20260602_0912", Policy.None)).ExitCode.ShouldBe(ExitCode.Refused);
}
