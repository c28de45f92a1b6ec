using Sandbox.Rehearsal.Tests.Differential.Comparing;

namespace Sandbox.Rehearsal.Tests.Differential;

/// <summary>What to do where psql is missing.</summary>
internal static class InstalledPsql
{
    /// <summary>Ends the test: ignored on a developer's machine, failed in CI, which installs what is missing.</summary>
    /// <param name="reason">What is missing.</param>
    public static void Miss(string reason)
    {
        var message = $"{reason}; install it: apt-get install postgresql-15 postgresql-client-15";
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(message);
        }

        Assert.Ignore(message);
    }
}
