using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>SBX2043: a column that is named twice where it can be named once, and an index that the script has built before.</summary>
internal sealed class Duplicates : MigrationRule
{
    private readonly Dictionary<string, CreateIndex> _indexes = new(StringComparer.Ordinal);

    /// <summary>The names of one list, and whether each is a part of a column; kept from list to list, for a script may have many.</summary>
    private readonly Dictionary<string, bool> _seen = new(StringComparer.Ordinal);

    public override void Check(MigrationStep step)
    {
        switch (step.Fact)
        {
            case CreateTable table:
                CheckNames(step, table.Columns.Select(static column => new NamedColumn(column.Name, column.Tokens.Between(0, 1))));
                CheckLists(step, QueryColumns.OfDefinition(table.Tokens));
                break;
            case AlterTable altered:
                CheckNames(step, altered.Actions.Where(static action => action.Column is not null).Select(static action => new NamedColumn(action.Name!, action.Tokens)));
                break;
            case CreateIndex index when Shape(index) is var shape:
                if (_indexes.ContainsKey(shape))
                {
                    step.Report(RuleRegistry.Duplicate, $"the script has built the same index on {index.Table.Shown} before");
                }

                _indexes[shape] = index;
                break;
            case DropObjects { Kind: "index" or "table" } drop:
                Forget(drop);
                break;
            case OtherDefinition definition:
                CheckLists(step, QueryColumns.OfDefinition(definition.Tokens));
                break;
            case OtherStatement query:
                CheckLists(step, QueryColumns.OfWrites(query.Tokens));
                break;
        }
    }

    /// <summary>What was dropped may be built again.</summary>
    private void Forget(DropObjects drop)
    {
        var names = new HashSet<string>(drop.Names.Select(static name => name.Name), StringComparer.Ordinal);
        foreach (var shape in _indexes.Where(built => (drop.Kind is "index" ? built.Value.Name : built.Value.Table) is { } name && names.Contains(name.Name)).Select(static built => built.Key).ToList())
        {
            _indexes.Remove(shape);
        }
    }

    private void CheckLists(MigrationStep step, IEnumerable<IEnumerable<NamedColumn>> lists)
    {
        foreach (var list in lists)
        {
            CheckNames(step, list);
        }
    }

    /// <summary>A name that comes a second time; two parts of one column (<c>a.x</c>, <c>a[1]</c>) may.</summary>
    private void CheckNames(MigrationStep step, IEnumerable<NamedColumn> columns)
    {
        _seen.Clear();
        foreach (var column in columns)
        {
            var name = LongIdentifiers.Cut(column.Name);
            if (name.Length == 0 || name.IndexOf(MappedText.Hole) >= 0)
            {
                continue;
            }

            if (_seen.TryGetValue(name, out var isPart) && !(isPart && column.IsPart))
            {
                step.Report(RuleRegistry.Duplicate, column.Tokens, $"{name} is named twice: the statement fails");
            }

            _seen[name] = column.IsPart;
        }
    }

    /// <summary>All of the definition but the index's name.</summary>
    private static string Shape(CreateIndex index)
    {
        var tokens = index.Tokens;
        var on = tokens.FindWord(0, "on");
        return (tokens.IsWord(1, "unique") ? "unique " : string.Empty) + string.Join(" ", Enumerable.Range(on, Math.Max(0, tokens.Count - on)).Select(i => tokens.Is(i, TokenKind.Identifier) ? tokens.Name(i) : tokens.Text(i).ToString()));
    }
}
