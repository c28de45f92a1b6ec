using Sandbox.Postgres.Connections;
using Sandbox.Rehearsal.Guards;

namespace Sandbox.Rehearsal.Promotions;

/// <summary>What to replay for real, and where. No variables: what was approved are the bytes of the script.</summary>
public sealed record PromotionRequest
{
    /// <summary>The script.</summary>
    public required string Path { get; init; }

    /// <summary>The database, with the credential that only this run has.</summary>
    public required ConnectionTarget Target { get; init; }

    /// <summary>Which meta-commands the script may use.</summary>
    public required Policy Policy { get; init; }

    /// <summary>The folder that relative paths start from.</summary>
    public string WorkingFolder { get; init; } = Environment.CurrentDirectory;

    /// <summary>How long a statement waits for a lock.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a statement may take.</summary>
    public TimeSpan StatementTimeout { get; init; } = RehearsalRequest.DefaultStatementTimeout;
}
