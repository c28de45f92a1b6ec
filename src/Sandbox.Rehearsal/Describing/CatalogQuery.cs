using System.Text;

namespace Sandbox.Rehearsal.Describing;

/// <summary>
/// A query over the catalog that is put together from constant pieces, because columns and conditions follow the server's version,
/// the dialect and the command's letters. Values never become text of it: they are parameters.
/// </summary>
internal sealed class CatalogQuery
{
    private readonly List<string> _columns = [];
    private readonly List<string> _conditions = [];
    private readonly List<string?> _parameters = [];
    private readonly StringBuilder _from = new();
    private string? _groupBy;
    private string? _orderBy;

    /// <summary>The values of <c>$1</c> ...</summary>
    public IReadOnlyList<string?> Parameters => _parameters;

    /// <summary>Adds a column under psql's header.</summary>
    public CatalogQuery Column(string header, string expression, bool when = true)
    {
        if (when)
        {
            _columns.Add($"{expression} AS \"{header}\"");
        }

        return this;
    }

    /// <summary>Adds to the FROM clause.</summary>
    public CatalogQuery From(string tables, bool when = true)
    {
        if (when)
        {
            _from.Append('\n').Append(tables);
        }

        return this;
    }

    /// <summary>Adds a condition that must hold too.</summary>
    public CatalogQuery Where(string condition, bool when = true)
    {
        if (when)
        {
            _conditions.Add(condition);
        }

        return this;
    }

    /// <summary>Sets the GROUP BY list.</summary>
    public CatalogQuery GroupBy(string expressions)
    {
        _groupBy = expressions;
        return this;
    }

    /// <summary>Sets the ORDER BY list.</summary>
    public CatalogQuery OrderBy(string expressions)
    {
        _orderBy = expressions;
        return this;
    }

    /// <summary>Takes a value and returns its place, typed as text.</summary>
    public string Parameter(string value)
    {
        _parameters.Add(value);
        return $"${_parameters.Count}::pg_catalog.text";
    }

    /// <summary>The condition that a pattern means, where null is no pattern; null where it restricts nothing.</summary>
    public string? Match(NamePattern? pattern, PatternTarget target)
    {
        if (pattern is null)
        {
            return target.Visible;
        }

        var conditions = new List<string>();
        if (!NamePattern.IsAny(pattern.Name))
        {
            var value = Parameter(pattern.Name);
            var name = Matches(target.Name, value);
            conditions.Add(target.Alternative is null ? name : $"({name} OR {Matches(target.Alternative, value)})");
        }

        if (pattern.Schema is null || target.Schema is null)
        {
            if (target.Visible is not null)
            {
                conditions.Add(target.Visible);
            }
        }
        else if (!NamePattern.IsAny(pattern.Schema))
        {
            conditions.Add(Matches(target.Schema, Parameter(pattern.Schema)));
        }

        return conditions.Count == 0 ? null : string.Join(" AND ", conditions);
    }

    /// <summary>The query's text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("SELECT ").AppendJoin(",\n       ", _columns).Append("\nFROM ").Append(_from);
        if (_conditions.Count > 0)
        {
            text.Append("\nWHERE ").AppendJoin("\n  AND ", _conditions);
        }

        if (_groupBy is not null)
        {
            text.Append("\nGROUP BY ").Append(_groupBy);
        }

        if (_orderBy is not null)
        {
            text.Append("\nORDER BY ").Append(_orderBy);
        }

        return text.ToString();
    }

    private static string Matches(string expression, string value) => $"{expression} OPERATOR(pg_catalog.~) {value} COLLATE pg_catalog.default";
}
