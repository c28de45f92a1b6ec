using System.Text.RegularExpressions;
using Sandbox.Rehearsal.Guards;

namespace Sandbox.Rehearsal.Snapshots;

/// <summary>A scrubber of one's own: what differs from run to run, in values that only its owner knows, becomes a numbered token, such as <c>Ticket_1</c>; the same text has the same token in the whole snapshot.</summary>
public sealed partial class SnapshotScrub
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(1);

    private readonly Regex? _pattern;

    /// <summary>Creates a scrubber.</summary>
    /// <param name="token">What its tokens are called: a letter, then letters and digits.</param>
    /// <param name="column">The columns that it looks at, <c>*</c> for any characters; null for all.</param>
    /// <param name="pattern">A regular expression of what it replaces within a value; null for whole values.</param>
    /// <exception cref="SandboxException">The token's name is none, or it would replace every value there is (<see cref="ExitCode.Usage"/>).</exception>
    /// <exception cref="ArgumentException">The pattern is no regular expression.</exception>
    public SnapshotScrub(string token, string? column, string? pattern)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (!TokenName().IsMatch(token))
        {
            throw new SandboxException(ExitCode.Usage, $"\"{token}\" is no token's name: say a letter, then letters and digits");
        }

        if (column is null && pattern is null)
        {
            throw new SandboxException(ExitCode.Usage, "it would replace every value: say column or pattern");
        }

        Token = token;
        Column = column;
        _pattern = pattern is null ? null : new Regex(pattern, RegexOptions.CultureInvariant, s_timeout);
    }

    /// <summary>What its tokens are called.</summary>
    public string Token { get; }

    /// <summary>The columns that it looks at; null for all.</summary>
    public string? Column { get; }

    /// <summary>What it replaces within a value; null for whole values.</summary>
    public string? Pattern => _pattern?.ToString();

    /// <summary>Replaces what it finds.</summary>
    /// <param name="column">The value's column.</param>
    /// <param name="value">The value.</param>
    /// <param name="token">Gives the token for a text.</param>
    /// <returns>The value as it is now, and whether all of it was replaced.</returns>
    /// <exception cref="SandboxException">The pattern takes too long (<see cref="ExitCode.Usage"/>).</exception>
    internal (string Value, bool IsWhole) Replace(string column, string value, Func<string, string> token)
    {
        if (Column is { } glob && !PolicyGlob.Matches(glob, column))
        {
            return (value, false);
        }

        try
        {
            return _pattern is null ? (token(value), true) : (_pattern.Replace(value, match => match.Length == 0 ? "" : token(match.Value)), false);
        }
        catch (RegexMatchTimeoutException error)
        {
            throw new SandboxException(ExitCode.Usage, $"snapshot.scrub: the pattern of {Token} takes longer than a second on a value of {column}; make it simpler", error);
        }
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9]*\z", RegexOptions.None, 1000)]
    private static partial Regex TokenName();
}
