using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Snapshots;
using VerifyTests;

namespace Sandbox.Verify;

/// <summary>Hands the canonical text of a rehearsal to Verify, which names, compares and accepts as it does for everything else.</summary>
public static class VerifySandbox
{
    /// <summary>Whether <see cref="Initialize"/> was called.</summary>
    public static bool Initialized { get; private set; }

    /// <summary>Lets <c>Verify(report)</c> compare the canonical text of each script (<see cref="SnapshotText"/>) instead of the report's members. Call it once, in a module initializer.</summary>
    /// <param name="content">What the snapshots hold.</param>
    /// <exception cref="ArgumentOutOfRangeException">They would hold nothing.</exception>
    /// <exception cref="InvalidOperationException">It was called before.</exception>
    public static void Initialize(SnapshotContent content = SnapshotContent.Results)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(content, SnapshotContent.None);
        if (Initialized)
        {
            throw new InvalidOperationException("VerifySandbox.Initialize was called before; once, in a module initializer, is enough.");
        }

        Initialized = true;
        InnerVerifier.ThrowIfVerifyHasBeenRun();
        VerifierSettings.RegisterFileConverter<Report>((report, _) => Convert(report, content));
    }

    private static ConversionResult Convert(Report report, SnapshotContent content) =>
        new(info: null, report.Scripts.Select(script => new Target("txt", SnapshotText.Of(script, content)!)).ToList());
}
