using System.Security.Cryptography;
using NUnit.Framework;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Snapshots;

namespace Sandbox.NUnit.Outcomes;

/// <summary>The files that a failing test takes along: the JSON report, and what its script gave where that is not what was accepted.</summary>
internal static class Attachments
{
    /// <summary>Attaches them to the running test.</summary>
    /// <param name="report">The report of its last rehearsal.</param>
    public static void Add(Report report)
    {
        foreach (var script in report.Scripts.Where(static script => script.Snapshot.Status is SnapshotStatus.New or SnapshotStatus.Changed))
        {
            var received = SnapshotNaming.For(script.Path).ReceivedPath;
            if (File.Exists(received))
            {
                TestContext.AddTestAttachment(received, "what the script gave");
            }
        }

        var context = TestContext.CurrentContext;
        var json = Path.Combine(context.WorkDirectory, $"rehearsal-{context.Test.ID}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}.json");
        File.WriteAllText(json, JsonReporter.Write(report) + "\n");
        TestContext.AddTestAttachment(json, "the rehearsal's report");
    }
}
