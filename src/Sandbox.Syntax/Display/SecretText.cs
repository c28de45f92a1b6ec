using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Sandbox.Syntax.Display;

/// <summary>
/// Takes secrets out of text: passwords in literals, connection strings and URIs, <c>PASSWORD '...'</c>, <c>password=...</c>, stored
/// verifiers. Doing it twice changes nothing more.
/// </summary>
public static class SecretText
{
    /// <summary>What stands where a secret stood.</summary>
    public const string Mark = "***";

    // Every text that holds a secret holds one of these words: a cheap question before the dear ones.
    private static readonly SearchValues<string> s_hints =
        SearchValues.Create(["passw", "passphrase", "pwd", "://", "scram-sha-256$", "md5"], StringComparison.OrdinalIgnoreCase);

    /// <summary>The text with <see cref="Mark"/> for each secret; the same instance where there is none.</summary>
    /// <param name="text">Any text.</param>
    public static string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Replace(text, static _ => Mark) ?? Mark;
    }

    /// <summary>The text with stars for each character of a secret, so that all else stays in its place; the same instance where there is none.</summary>
    /// <param name="text">Any text.</param>
    public static string Cover(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Replace(text, static length => new string('*', length)) ?? new string('*', text.Length);
    }

    /// <summary>A part of a covered text (<see cref="Cover"/>), each secret or part of one in it as <see cref="Mark"/>: its length is nobody's business.</summary>
    /// <param name="original">The part as it is.</param>
    /// <param name="covered">The same part, covered.</param>
    public static string Shorten(ReadOnlySpan<char> original, ReadOnlySpan<char> covered)
    {
        if (original.SequenceEqual(covered))
        {
            return original.ToString();
        }

        var shown = new StringBuilder(covered.Length);
        for (var i = 0; i < covered.Length; i++)
        {
            var run = i;
            while (run < covered.Length && covered[run] == '*')
            {
                run++;
            }

            if (run > i && !original[i..run].SequenceEqual(covered[i..run]))
            {
                shown.Append(Mark);
                i = run - 1;
            }
            else
            {
                shown.Append(covered[i]);
            }
        }

        return shown.ToString();
    }

    /// <summary>Null where the text could not be searched to its end: it may still hold a secret, so none of it can be shown.</summary>
    private static string? Replace(string text, Func<int, string> mark) => text.AsSpan().ContainsAny(s_hints) ? Search(text, mark) : text;

    private static string? Search(string text, Func<int, string> mark)
    {
        try
        {
            return SecretPatterns.All.Aggregate(text, (redacted, pattern) => pattern.Replace(redacted, match => Hide(match, mark)));
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static string Hide(Match match, Func<int, string> mark)
    {
        var secret = match.Groups["secret"];
        if (secret.Length == 0)
        {
            return match.Value;
        }

        var start = secret.Index - match.Index;
        return new StringBuilder(match.Value).Remove(start, secret.Length).Insert(start, mark(secret.Length)).ToString();
    }
}
