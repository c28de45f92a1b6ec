namespace Sandbox.Syntax.Rules;

/// <summary>What a query returns, as far as its text names it.</summary>
internal static class QueryResult
{
    /// <summary>The columns of the first SELECT that stands in no parentheses, each with its name: behind AS, or the last word that it has.</summary>
    public static IEnumerable<(SqlTokens Value, string Name)> Columns(SqlTokens query)
    {
        var list = query.From(query.FindWord(0, "select") + 1);
        foreach (var column in list.Between(0, list.FindWord(0, "from", "into", "union")).SplitAtCommas())
        {
            var alias = column.FindWord(0, "as");
            if ((column.Name(alias + 1) ?? column.Name(column.Count - 1)) is { } name)
            {
                yield return (column.Between(0, alias), name);
            }
        }
    }

    public static IEnumerable<string> Names(SqlTokens query) => Columns(query).Select(static column => column.Name);
}
