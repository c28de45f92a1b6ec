namespace Sandbox.Rehearsal.Tests.Escapes;

[Parallelizable(ParallelScope.All)]
internal sealed class EscapeCorpusTests
{
    [Test]
    public void There_are_at_least_as_many_attempts_of_our_own() => EscapeCorpus.Own.Count.ShouldBeGreaterThanOrEqualTo(EscapeCorpus.Given.Count);

    [Test]
    public void Every_attempt_of_our_own_has_a_mechanism_that_no_other_has() =>
        EscapeCorpus.Own.GroupBy(static attempt => attempt.Mechanism, StringComparer.OrdinalIgnoreCase).Where(static group => group.Count() > 1).Select(static group => group.Key).ShouldBeEmpty();

    [Test]
    public void Every_known_failure_is_an_attempt_in_a_role_of_its_own_and_has_a_reason()
    {
        var attempts = EscapeCorpus.All.ToDictionary(static attempt => attempt.Name);

        foreach (var ((name, role), reason) in EscapeCorpus.KnownFailures)
        {
            attempts[name].Superusers.ShouldContain(role == "superuser");
            reason.ShouldNotBeNullOrWhiteSpace();
        }
    }
}
