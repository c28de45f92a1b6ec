using System;
using System.Collections.Generic;

namespace Sandbox.Syntax.Text;

/// <summary>What somebody may have meant by a word that is not known.</summary>
public static class NearWord
{
    /// <summary>What a message says behind such a word: <c>; did you mean NAME?</c>, or nothing where no known word is near.</summary>
    /// <param name="typed">The word.</param>
    /// <param name="known">The words that there are.</param>
    public static string DidYouMean(string typed, IEnumerable<string> known) => Of(typed, known) is { } meant ? $"; did you mean {meant}?" : "";

    /// <summary>The known word that is nearest to another one, and near: at most a third of its letters are slips.</summary>
    /// <param name="typed">The word.</param>
    /// <param name="known">The words that there are; of several that are as near the first.</param>
    /// <returns>The word; null where none is near.</returns>
    public static string? Of(string typed, IEnumerable<string> known)
    {
        if (typed is null || known is null)
        {
            throw new ArgumentNullException(typed is null ? nameof(typed) : nameof(known));
        }

        var (nearest, least) = ((string?)null, Math.Max(1, typed.Length / 3) + 1);
        foreach (var word in known)
        {
            if (Math.Abs(word.Length - typed.Length) < least && Slips(typed, word) is var slips && slips < least)
            {
                (nearest, least) = (word, slips);
            }
        }

        return nearest;
    }

    /// <summary>How far two words are apart: letters inserted, left out, exchanged or swapped with their neighbour (optimal string alignment).</summary>
    private static int Slips(string typed, string meant)
    {
        var distances = new int[typed.Length + 1, meant.Length + 1];
        for (var i = 0; i <= typed.Length; i++)
        {
            for (var j = 0; j <= meant.Length; j++)
            {
                distances[i, j] = i == 0 || j == 0 ? i + j : Step(i, j);
            }
        }

        return distances[typed.Length, meant.Length];

        int Step(int i, int j)
        {
            var exchanged = distances[i - 1, j - 1] + (typed[i - 1] == meant[j - 1] ? 0 : 1);
            var nearest = Math.Min(exchanged, Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1);
            var swapped = i > 1 && j > 1 && typed[i - 1] == meant[j - 2] && typed[i - 2] == meant[j - 1];
            return swapped ? Math.Min(nearest, distances[i - 2, j - 2] + 1) : nearest;
        }
    }
}
