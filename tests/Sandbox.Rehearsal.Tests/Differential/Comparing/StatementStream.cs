namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>The statements' texts that a server was given to run, in order, whatever kind of message they came in.</summary>
internal static class StatementStream
{
    /// <summary>
    /// The texts of what was received. A statement that was only parsed, to see that it stands alone, and then sent as (a part of) a Query counts once.
    /// </summary>
    /// <param name="received">The messages.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<TappedStatement> received)
    {
        var texts = new List<string>();
        var parsed = new List<string>();
        foreach (var statement in received)
        {
            if (!statement.IsUsed && statement.Name.Length == 0)
            {
                parsed.Add(statement.Text);
                continue;
            }

            texts.AddRange(statement.IsQuery ? parsed.Take(FirstPart(parsed, statement.Text)) : parsed);
            texts.Add(statement.Text);
            parsed.Clear();
        }

        return [.. texts, .. parsed];
    }

    /// <summary>From where on the parsed texts are what the query is made of.</summary>
    private static int FirstPart(List<string> parsed, string query)
    {
        var first = 0;
        while (first < parsed.Count && !IsMadeOf(query, parsed, first))
        {
            first++;
        }

        return first;
    }

    private static bool IsMadeOf(string query, List<string> parts, int first)
    {
        var from = 0;
        for (var i = first; i < parts.Count; i++)
        {
            var found = query.IndexOf(parts[i], from, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            from = found + parts[i].Length;
        }

        return true;
    }
}
