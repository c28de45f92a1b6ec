using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Rehearsal.States;

/// <summary>What a state keeps of a text: no secret, and not more than is worth reading; a digest of the whole tells it from every other one all the same.</summary>
internal static class StateText
{
    private const int Longest = 8_000;

    /// <summary>A definition as it is kept.</summary>
    public static string Definition(string text)
    {
        var redacted = Redaction.Of(text);
        if (redacted.Length <= Longest)
        {
            return string.Equals(redacted, text, StringComparison.Ordinal) ? text : $"{redacted} (digest {Digest(text, 8)})";
        }

        return string.Create(CultureInfo.InvariantCulture, $"{redacted.AsSpan(0, Longest / 2)}… ({text.Length} characters, digest {Digest(text, 16)})");
    }

    private static string Digest(string text, int digits) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..digits];
}
