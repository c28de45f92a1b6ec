namespace Sandbox.Syntax.Rules.Definitions;

/// <summary>Reads the statements that begin with CREATE.</summary>
internal static class CreateReader
{
    /// <summary>What is created; null for what no rule asks for.</summary>
    public static StatementFact? Read(TokenReader reader)
    {
        reader.At = 1;
        _ = reader.Take("or", "replace");
        _ = reader.Take("global") || reader.Take("local");
        var temporary = reader.Take("temporary") || reader.Take("temp");
        _ = reader.Take("unlogged");
        _ = reader.Take("unique");
        if (reader.Take("table") || reader.Take("foreign", "table"))
        {
            return Table(reader, temporary);
        }

        if (reader.Take("materialized", "view"))
        {
            var conditional = reader.TakeIfNotExists();
            return reader.TakeObject() is { } view ? new CreateTable(reader.Tokens, view) { IsTable = false, IsConditional = conditional } : null;
        }

        if (reader.Take("index"))
        {
            return Index(reader);
        }

        if (reader.Take("type"))
        {
            return reader.TakeObject() is { } type && reader.Is("as", "enum") ? new CreateEnum(reader.Tokens, type) : null;
        }

        return reader.Take("domain") ? Domain(reader) : Attachment(reader);
    }

    private static CreateTable? Table(TokenReader reader, bool temporary)
    {
        var conditional = reader.TakeIfNotExists();
        if (reader.TakeObject() is not { } name)
        {
            return null;
        }

        var parent = reader.Take("partition", "of") ? reader.TakeObject() : null;
        var (columns, constraints) = Elements(reader.TakeParentheses());
        var commit = reader.Tokens.FindWord(reader.At, "commit");
        return new CreateTable(reader.Tokens, name)
        {
            IsTemporary = temporary || name.Schema is "pg_temp",
            IsConditional = conditional,
            DropsOnCommit = reader.Tokens.IsWord(commit - 1, "on") && reader.Tokens.IsWord(commit + 1, "drop"),
            PartitionOf = parent,
            Columns = columns,
            Constraints = constraints,
        };
    }

    private static (List<ColumnFact> Columns, List<ConstraintFact> Constraints) Elements(SqlTokens? list)
    {
        var columns = new List<ColumnFact>();
        var constraints = new List<ConstraintFact>();
        foreach (var element in list?.SplitAtCommas() ?? [])
        {
            var reader = new TokenReader(element);
            if (ConstraintReader.IsTableConstraint(reader))
            {
                if (ConstraintReader.Read(reader) is { } constraint)
                {
                    constraints.Add(constraint);
                }
            }
            else if (!reader.Is("like") && ColumnFact.Read(reader) is { } column)
            {
                columns.Add(column);
            }
        }

        return (columns, constraints);
    }

    private static CreateIndex? Index(TokenReader reader)
    {
        var concurrently = reader.Take("concurrently");
        var conditional = reader.TakeIfNotExists();
        var name = reader.Is("on") ? null : reader.TakeObject();
        reader.Take("on");
        reader.Take("only");
        if (reader.TakeObject() is not { } table)
        {
            return null;
        }

        _ = reader.Take("using") ? reader.TakeName() : null;
        var columns = reader.TakeColumns();
        return new CreateIndex(reader.Tokens, name, table)
        {
            Concurrently = concurrently,
            IsConditional = conditional,
            Columns = columns,
            IsPartial = reader.Tokens.FindWord(reader.At, "where") < reader.Tokens.Count,
        };
    }

    private static DomainFact? Domain(TokenReader reader)
    {
        if (reader.TakeObject() is not { } name)
        {
            return null;
        }

        reader.Take("as");
        TypeFact.Read(reader);
        ConstraintFact? found = null;
        while (!reader.AtEnd)
        {
            if (ConstraintReader.Read(reader) is { Kind: ConstraintKind.Check or ConstraintKind.NotNull } constraint)
            {
                found ??= constraint;
            }
        }

        return new DomainFact(reader.Tokens, name, IsNew: true, found);
    }

    private static TableAttachment? Attachment(TokenReader reader)
    {
        reader.Take("constraint");
        var kind = reader.Take("trigger") ? "trigger" : reader.Take("rule") ? "rule" : reader.Take("policy") ? "policy" : null;
        if (kind is null)
        {
            return null;
        }

        // CREATE RULE ... AS ON event TO table; the others say ON table.
        var at = reader.Tokens.FindWord(reader.At, kind is "rule" ? "to" : "on");
        reader.At = at + 1;
        return reader.TakeObject() is { } table ? new TableAttachment(reader.Tokens, kind, table) : null;
    }
}
