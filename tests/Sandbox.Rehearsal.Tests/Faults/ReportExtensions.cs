using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Rehearsal.Tests.Faults;

/// <summary>What the reports of faults have in common.</summary>
internal static class ReportExtensions
{
    /// <summary>The only script's net-zero is proven; other tests commit in databases of their own meanwhile.</summary>
    public static void ShouldBeProven(this Report report)
    {
        var proof = report.Script().NetZero.ShouldNotBeNull();
        proof.Proven.ShouldNotBe(ProofStatus.NotProven, proof.Reason);
        proof.TransactionStatus.ShouldBe("aborted");
    }
}
