using System.Text;
using Sandbox.Rehearsal.Guards;

namespace Sandbox.Lifecycle;

/// <summary>
/// The name of a governed sandbox, which is its id and its database's name. It exists only where a policy admits it, and everything that creates or drops takes it: no other text
/// ever reaches a DROP.
/// </summary>
public sealed record SandboxName
{
    // NAMEDATALEN - 1: a longer name would be cut by the server, and then be another one.
    private const int LongestName = 63;

    private SandboxName(string text) => Text = text;

    /// <summary>The name as it is, without quotes.</summary>
    public string Text { get; }

    /// <summary>Admits a name.</summary>
    /// <param name="text">What somebody asked for; null where nothing was said.</param>
    /// <param name="policy">What a sandbox may be called.</param>
    /// <exception cref="SandboxException">There is no name (<see cref="ExitCode.AdmissionDenied"/>), or the policy does not admit it (<see cref="ExitCode.Refused"/>).</exception>
    public static SandboxName Admit(string? text, Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (string.IsNullOrEmpty(text))
        {
            throw new SandboxException(ExitCode.AdmissionDenied, "ADMISSION_DENIED: no sandbox was named; say --sandbox-id NAME");
        }

        return IsAdmitted(text, policy, out var reason) ? new SandboxName(text) : throw new SandboxException(ExitCode.Refused, $"REFUSE: {reason}");
    }

    /// <summary>Of the names that a server has, those of sandboxes: the whole pattern.</summary>
    /// <param name="names">Databases' names.</param>
    /// <param name="policy">What a sandbox may be called.</param>
    internal static IEnumerable<SandboxName> Among(IEnumerable<string> names, Policy policy) =>
        names.Where(name => IsAdmitted(name, policy, out _)).Select(static name => new SandboxName(name));

    /// <summary>Refuses where the policy pins the sandbox.</summary>
    /// <param name="policy">The policy.</param>
    /// <exception cref="SandboxException">It does (<see cref="ExitCode.Refused"/>).</exception>
    internal void RefusePinned(Policy policy)
    {
        if (policy.SandboxPins(Text, out var pin))
        {
            throw new SandboxException(ExitCode.Refused, $"REFUSE: {pin}");
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static bool IsAdmitted(string text, Policy policy, out string reason)
    {
        reason = $"sandbox name {text} is longer than {LongestName} bytes, where the server would cut it";
        return Encoding.UTF8.GetByteCount(text) <= LongestName && policy.SandboxAdmits(text, out reason);
    }
}
