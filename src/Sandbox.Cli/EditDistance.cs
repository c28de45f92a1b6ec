namespace Sandbox.Cli;

/// <summary>How far two words are apart: letters inserted, left out, exchanged or swapped with their neighbour.</summary>
internal static class EditDistance
{
    /// <summary>The number of such slips between two words (optimal string alignment).</summary>
    public static int Between(string typed, string meant)
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
