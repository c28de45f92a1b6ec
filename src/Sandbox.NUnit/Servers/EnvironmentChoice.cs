using Sandbox.Postgres.Servers;

namespace Sandbox.NUnit.Servers;

/// <summary>The choice of server that the environment makes, since a test run has no command line of ours.</summary>
internal static class EnvironmentChoice
{
    private const string Variable = "SANDBOX_SERVER";

    /// <summary>What <c>SANDBOX_SERVER</c> says, as <c>--server</c> takes it; <see cref="ServerChoice.Default"/> where it says nothing.</summary>
    /// <exception cref="SandboxException">It says something else (<see cref="ExitCode.Usage"/>).</exception>
    public static ServerChoice Read()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } text)
        {
            return ServerChoice.Default;
        }

        try
        {
            return ServerChoice.Parse(text);
        }
        catch (SandboxException error)
        {
            throw new SandboxException(error.ExitCode, $"environment variable {Variable}: {error.Message}", error);
        }
    }
}
