using System.Runtime.CompilerServices;
using Sandbox.Contracts;
using Sandbox.Rehearsal.Reporting;
using VerifyNUnit;

namespace Sandbox.Verify.Tests;

/// <summary>What Verify keeps of a report is what our own store keeps, to the byte, and the same is equal to it.</summary>
public sealed class VerifySnapshotTests : SnapshotContract
{
    [ModuleInitializer]
    internal static void Initialize() => VerifySandbox.Initialize();

    protected override async Task<bool> MatchesAsync(Report report, string folder, string name)
    {
        try
        {
            await Verifier.Verify(report).UseDirectory(folder).UseFileName(name).DisableRequireUniquePrefix().DisableDiff();
            return true;
        }
        catch (Exception error) when (error.GetType().Name is "VerifyException")
        {
            // By its name: from one version to the next it moved between assemblies.
            return false;
        }
    }
}
