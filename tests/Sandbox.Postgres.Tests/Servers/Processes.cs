namespace Sandbox.Postgres.Tests.Servers;

/// <summary>What Linux says about processes.</summary>
internal static class Processes
{
    /// <summary>Whether the process runs; one that has ended and waits for its parent does not.</summary>
    public static bool IsRunning(int processId) => Status(processId, "State:") is { } state && state[0] is not ('Z' or 'X');

    /// <summary>The effective user id.</summary>
    public static string? EffectiveUser(int processId) => Status(processId, "Uid:")?.Split('\t')[1];

    /// <summary>Waits for something that other processes do; the test's own timeout ends the wait.</summary>
    public static async Task UntilAsync(Func<bool> isSo, CancellationToken cancellationToken)
    {
        while (!isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }
    }

    private static string? Status(int processId, string field)
    {
        try
        {
            return File.ReadLines($"/proc/{processId}/status").First(line => line.StartsWith(field, StringComparison.Ordinal))[field.Length..].Trim();
        }
        catch (IOException)
        {
            return null;
        }
    }
}
