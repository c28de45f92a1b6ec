namespace Sandbox.Rehearsal.Reporting;

/// <summary>What the run found at its target, read on the connection that executes.</summary>
public sealed record TargetFacts
{
    /// <summary>Host name, address or socket folder.</summary>
    public required string Host { get; init; }

    /// <summary>Port, or the socket's number.</summary>
    public required int Port { get; init; }

    /// <summary>The clone's name.</summary>
    public required string Database { get; init; }

    /// <summary>The server's version, for example <c>15.18</c>; null where nothing connected.</summary>
    public string? ServerVersion { get; init; }

    /// <summary>The cluster's system identifier; null where nothing connected.</summary>
    public string? SystemIdentifier { get; init; }

    /// <summary>Whether this run started the server itself.</summary>
    public required bool Throwaway { get; init; }

    /// <summary>What could not be measured here, and why, one line each.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];
}
