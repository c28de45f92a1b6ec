using System.Globalization;

namespace Sandbox.Architecture.Tests.Documents;

/// <summary>Pipelines of other people hang on these numbers.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class ExitCodeTests
{
    // What was promised. Numbers are added here, never changed.
    private static readonly IReadOnlyDictionary<int, string?> Promised = new Dictionary<int, string?>
    {
        [0] = "Success",
        [1] = "VerdictFail",
        [2] = "Usage",
        [3] = "AdmissionDenied",
        [4] = "Refused",
        [5] = "NotRegistered",
        [6] = "RetireFailed",
        [7] = "Residue",
        [9] = "Unavailable",
        [64] = "GateClosed",
        [70] = "CompensationFailed",
        [71] = "OtherSandbox",
        [72] = "OtherDatabase",
        [74] = "CandidateExists",
        [86] = "CleanupFailed",
        [87] = "SandboxesRemain",
        [130] = "Interrupted",
    };

    private static Dictionary<int, string> Codes => Enum.GetValues<ExitCode>().ToDictionary(static code => (int)code, static code => code.ToString());

    [Test]
    public void A_code_has_the_number_that_was_promised()
    {
        foreach (var (number, name) in Codes)
        {
            Promised.Keys.ShouldContain(number, name);
            (Promised[number] ?? name).ShouldBe(name);
        }

        Promised.Values.OfType<string>().ShouldBeSubsetOf(Codes.Values);
    }

    [Test]
    public void The_readme_lists_the_codes_as_they_are()
    {
        var listed = Markdown.Rows(Repository.Read("README.md"))
            .Where(static row => row.Length == 3 && int.TryParse(row[0], CultureInfo.InvariantCulture, out _))
            .Select(static row => (int.Parse(row[0], CultureInfo.InvariantCulture), row[1]));

        listed.ShouldBe(Codes.OrderBy(static code => code.Key).Select(static code => (code.Key, code.Value)));
    }
}
