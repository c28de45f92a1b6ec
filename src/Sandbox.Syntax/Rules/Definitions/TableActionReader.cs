namespace Sandbox.Syntax.Rules.Definitions;

/// <summary>Reads one action of an ALTER TABLE (gram.y, <c>alter_table_cmd</c>).</summary>
internal static class TableActionReader
{
    public static TableAction Read(SqlTokens action)
    {
        var reader = new TokenReader(action);
        return reader.Take("add") ? Add(reader)
            : reader.Take("drop") ? Drop(reader)
            : reader.Take("alter") ? AlterColumn(reader)
            : reader.Take("rename") ? Rename(reader)
            : reader.Take("validate", "constraint") ? Of(TableActionKind.ValidateConstraint, reader) with { Name = reader.TakeName() }
            : reader.Take("attach", "partition") ? Of(TableActionKind.AttachPartition, reader) with { Partition = reader.TakeObject() }
            : reader.Take("detach", "partition") ? Detach(reader)
            : reader.Take("set") ? Set(reader)
            : reader.Is("reset") || reader.Is("cluster") ? Of(TableActionKind.Harmless, reader)
            : reader.Take("enable") || reader.Take("disable") ? Switch(reader)
            : Of(TableActionKind.Other, reader);
    }

    private static TableAction Of(TableActionKind kind, TokenReader reader) => new(kind, reader.Tokens);

    private static TableAction Add(TokenReader reader)
    {
        if (!reader.Is("column") && ConstraintReader.IsTableConstraint(reader))
        {
            var constraint = ConstraintReader.Read(reader);
            return Of(TableActionKind.AddConstraint, reader) with { Constraint = constraint, Name = constraint?.Name };
        }

        reader.Take("column");
        var conditional = reader.TakeIfNotExists();
        var column = ColumnFact.Read(reader);
        return Of(TableActionKind.AddColumn, reader) with { Column = column, Name = column?.Name, IsConditional = conditional };
    }

    private static TableAction Drop(TokenReader reader)
    {
        var kind = reader.Take("constraint") ? TableActionKind.DropConstraint : TableActionKind.DropColumn;
        reader.Take("column");
        var conditional = reader.TakeIfExists();
        return Of(kind, reader) with { Name = reader.TakeName(), IsConditional = conditional };
    }

    private static TableAction AlterColumn(TokenReader reader)
    {
        if (reader.Is("constraint"))
        {
            return Of(TableActionKind.Other, reader);
        }

        reader.Take("column");
        var name = reader.TakeName();
        if (reader.Take("type") || (reader.Take("set", "data") && reader.Take("type")))
        {
            return Of(TableActionKind.SetType, reader) with { Name = name, Type = TypeFact.Read(reader) };
        }

        var kind = reader.Is("set", "not") ? TableActionKind.SetNotNull
            : reader.Is("drop", "not") ? TableActionKind.DropNotNull
            : reader.Is("add", "generated") ? TableActionKind.AddIdentity
            : reader.Is("set", "statistics") || reader.Is("reset") || (reader.Take("set") && reader.IsOpen) ? TableActionKind.Harmless
            : TableActionKind.Other;
        return Of(kind, reader) with { Name = name };
    }

    private static TableAction Rename(TokenReader reader)
    {
        if (reader.Take("to"))
        {
            return Of(TableActionKind.Rename, reader) with { NewName = reader.TakeName() };
        }

        var kind = reader.Take("constraint") ? TableActionKind.RenameConstraint : TableActionKind.RenameColumn;
        reader.Take("column");
        var name = reader.TakeName();
        reader.Take("to");
        return Of(kind, reader) with { Name = name, NewName = reader.TakeName() };
    }

    private static TableAction Detach(TokenReader reader)
    {
        var partition = reader.TakeObject();
        return Of(TableActionKind.DetachPartition, reader) with { Partition = partition, Concurrently = reader.Is("concurrently") || reader.Is("finalize") };
    }

    private static TableAction Switch(TokenReader reader)
    {
        _ = reader.Take("replica") || reader.Take("always");
        return Of(reader.Is("trigger") ? TableActionKind.Trigger : TableActionKind.Other, reader);
    }

    private static TableAction Set(TokenReader reader) =>
        reader.Is("logged") || reader.Is("unlogged") || reader.Is("tablespace") || reader.Is("access", "method") ? Of(TableActionKind.Rewrite, reader)
        : reader.Take("schema") ? Of(TableActionKind.SetSchema, reader) with { NewName = reader.TakeName() }
        : reader.IsOpen || reader.Is("without", "cluster") ? Of(TableActionKind.Harmless, reader)
        : Of(TableActionKind.Other, reader);
}
