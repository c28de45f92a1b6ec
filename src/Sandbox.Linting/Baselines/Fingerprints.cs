using System.Globalization;
using Sandbox.Linting.Sources;
using Sandbox.Syntax.Rules;

namespace Sandbox.Linting.Baselines;

/// <summary>
/// Names the findings of one file by what they are about: the rule, the lines that they stand in, and which of those that are equal in both. Neither
/// the number of a line nor the file's name is part of it.
/// </summary>
/// <param name="text">The file's text without its secrets.</param>
internal sealed class Fingerprints(CoveredText text)
{
    private const ulong Offset = 14695981039346656037, Prime = 1099511628211;

    private readonly Dictionary<ulong, int> _seen = [];
    private (string? Text, ulong Hash) _lines;

    /// <summary>The name of the next finding of the file.</summary>
    public string Of(Finding finding)
    {
        var lines = text.Lines(finding);
        if (!ReferenceEquals(lines, _lines.Text))
        {
            _lines = (lines, Hash(Offset, lines));
        }

        var about = Hash(_lines.Hash, $"\n{finding.RuleId}");
        var before = _seen.GetValueOrDefault(about);
        _seen[about] = before + 1;
        return (before == 0 ? about : Hash(about, string.Create(CultureInfo.InvariantCulture, $"\n{before}"))).ToString("x16", CultureInfo.InvariantCulture);
    }

    // FNV-1a, 64 bits: a name, no seal, and no library has to be loaded for it.
    private static ulong Hash(ulong hash, string text)
    {
        foreach (var c in text)
        {
            hash = (hash ^ (byte)c) * Prime;
            hash = (hash ^ (byte)(c >> 8)) * Prime;
        }

        return hash;
    }
}
