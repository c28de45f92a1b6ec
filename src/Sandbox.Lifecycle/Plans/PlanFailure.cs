namespace Sandbox.Lifecycle.Plans;

/// <summary>Why a plan, or its cleanup, failed.</summary>
/// <param name="ExitCode">An <see cref="ExitCode"/>, or what a stage's program exited with.</param>
/// <param name="Message">One line.</param>
public sealed record PlanFailure(int ExitCode, string Message)
{
    /// <summary>What an exception says of it.</summary>
    /// <param name="error">The exception.</param>
    internal static PlanFailure Of(Exception error) => error switch
    {
        StageFailedException stage => new PlanFailure(stage.Code, stage.Message),
        SandboxException own => new PlanFailure((int)own.ExitCode, own.Message),
        OperationCanceledException => new PlanFailure((int)Sandbox.ExitCode.Interrupted, "interrupted"),
        _ => new PlanFailure((int)Sandbox.ExitCode.Unavailable, $"unexpected error: {error.GetType().Name}: {error.Message}"),
    };
}
