using Sandbox.Rehearsal.Guards;

namespace Sandbox.Rehearsal.Tests.Guards;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class PolicyTests
{
    [TestCase("app_test_*", "app_test_1", true)]
    [TestCase("app_test_*", "app_test_", true)]
    [TestCase("app_test_*", "app_test", false)]
    [TestCase("app_test_*", "my_app_test_1", false)]
    [TestCase("app_test_?", "app_test_12", false)]
    [TestCase("app_test_?", "app_test_1", true)]
    [TestCase("*_clone", "a_clone_clone", true)]
    [TestCase("a*b*c", "a__b_b__c", true)]
    [TestCase("a*b*c", "a__b_b__d", false)]
    [TestCase("App", "app", false)]
    [TestCase("a.c", "abc", false)]
    [TestCase("[ab]", "a", false)]
    [TestCase("[ab]", "[ab]", true)]
    [TestCase("*", "", true)]
    [TestCase("app_clone", "app_clone\n", false)]
    [TestCase("bản_sao_*", "bản_sao_1", true)]
    public void A_glob_speaks_of_the_whole_name(string glob, string name, bool admitted)
    {
        (Policy.None with { RehearseAllow = [glob] }).RehearsalAdmits(name, out _).ShouldBe(admitted);
    }

    [Test]
    public void Deny_beats_allow_and_says_so()
    {
        var policy = new Policy { Path = "sandbox.json", RehearseAllow = ["*"], RehearseDeny = ["postgres", "prod_*"] };

        policy.RehearsalAdmits("prod_1", out var reason).ShouldBeFalse();
        reason.ShouldBe("database prod_1 is denied by sandbox.json: $.rehearse.deny \"prod_*\"");
        policy.RehearsalAdmits("test_1", out reason).ShouldBeTrue();
        reason.ShouldBe("database test_1 is admitted by sandbox.json: $.rehearse.allow \"*\"");
    }

    [Test]
    public void An_empty_list_admits_nothing()
    {
        Policy.None.RehearsalAdmits("sandbox_clone", out var reason).ShouldBeFalse();
        reason.ShouldBe("no sandbox.json admits database sandbox_clone");
        new Policy { Path = "sandbox.json" }.RehearsalAdmits("x", out reason).ShouldBeFalse();
        reason.ShouldBe("database x matches no entry of sandbox.json: $.rehearse.allow");
    }

    [TestCase("^c1_staging_[0-9]{8}_[0-9]{4}$", "c1_staging_20260602_1130", true)]
    [TestCase("^c1_staging_[0-9]{8}_[0-9]{4}$", "c1_staging_20260602_1130\n", false)]
    [TestCase("staging_[0-9]+", "staging_1", true)]
    [TestCase("staging_[0-9]+", "my_staging_1", false)]
    [TestCase("staging_[0-9]+", "staging_1_prod", false)]
    [TestCase("a|ab", "ab", true)]
    [TestCase("staging|prod_copy", "xprod_copy", false)]
    [TestCase("(?!staging_9)staging_[0-9]", "staging_1", true)]
    [TestCase("(?!staging_9)staging_[0-9]", "staging_9", false)]
    [TestCase("staging", "STAGING", false)]
    public void A_sandbox_name_matches_as_a_whole(string pattern, string name, bool admitted)
    {
        new Policy { SandboxPattern = pattern }.SandboxAdmits(name, out _).ShouldBe(admitted);
    }

    [Test]
    public void A_sandbox_name_that_is_denied_is_not_admitted()
    {
        var policy = new Policy { Path = "sandbox.json", SandboxPattern = ".*", SandboxDeny = ["directus", "template?"] };

        policy.SandboxAdmits("template1", out var reason).ShouldBeFalse();
        reason.ShouldBe("sandbox name template1 is denied by sandbox.json: $.sandbox.deny \"template?\"");
    }

    [Test]
    public void Without_a_pattern_no_sandbox_name_is_admitted() => Policy.None.SandboxAdmits("x", out _).ShouldBeFalse();

    [Test]
    public void A_pattern_that_takes_too_long_admits_nothing()
    {
        var policy = new Policy { SandboxPattern = @"(?=(a+)+$)\1b|(x)" };

        policy.SandboxAdmits(new string('a', 60) + "!", out var reason).ShouldBeFalse();
        reason.ShouldStartWith("matching sandbox name");
    }

    [TestCase("sandbox_clone")]
    [TestCase("directus_gov_test_clone", "directus_gov_test_*")]
    [TestCase("exact", "exact", "other_*")]
    [TestCase("a0_clone", "a?_**")]
    [TestCase("other_clone", "postgres", "other_*")]
    [TestCase("sandbox_clone", "postgres")]
    [TestCase("b_clone", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa*", "b_*")]
    public void A_throwaways_clone_is_called_by_the_first_name_that_the_policy_admits(string name, params string[] allow)
    {
        new Policy { RehearseAllow = allow, RehearseDeny = ["postgres"] }.FirstAdmittedName().ShouldBe(name);
    }

    [TestCase("prod-db.example", true)]
    [TestCase("PROD-DB.Example.", true)]
    [TestCase("prod-db.example.org", false)]
    [TestCase("10.0.0.5", true)]
    [TestCase("::ffff:10.0.0.5", true)]
    [TestCase("10.0.0.50", false)]
    [TestCase("2001:db8:0:0::1", true)]
    [TestCase("[2001:db8::1]", true)]
    [TestCase("/var/run/postgresql", false)]
    public void A_protected_host_is_known_however_it_is_written(string host, bool known)
    {
        new Policy { ProtectedHosts = ["prod-db.example", "10.0.0.5", "2001:db8::1"] }.ProtectsHost(host).ShouldBe(known);
    }

    [Test]
    public void A_protected_cluster_is_known_by_its_identifier()
    {
        var policy = new Policy { ProtectedSystemIdentifiers = ["7573512345678901234"] };

        policy.ProtectsSystemIdentifier("7573512345678901234").ShouldBeTrue();
        policy.ProtectsSystemIdentifier("7573512345678901235").ShouldBeFalse();
    }
}
