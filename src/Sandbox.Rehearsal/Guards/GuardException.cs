namespace Sandbox.Rehearsal.Guards;

/// <summary>The guard refused a target: it is not known to be a clone (<see cref="ExitCode.Refused"/>).</summary>
public sealed class GuardException : SandboxException
{
    /// <summary>Creates the refusal.</summary>
    /// <param name="checks">Everything that the guard asked.</param>
    public GuardException(IReadOnlyList<GuardCheck> checks)
        : base(ExitCode.Refused, $"refused by the guard: {string.Join("; ", checks.Where(static check => !check.Passed).Select(static check => check.Detail))}") =>
        Checks = checks;

    /// <summary>Everything that the guard asked, with its answers.</summary>
    public IReadOnlyList<GuardCheck> Checks { get; }
}
