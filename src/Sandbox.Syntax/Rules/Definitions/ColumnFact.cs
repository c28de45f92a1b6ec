namespace Sandbox.Syntax.Rules.Definitions;

/// <summary>A column's definition.</summary>
internal sealed record ColumnFact(string Name, TypeFact? Type, List<ConstraintFact> Constraints, SqlTokens Tokens)
{
    public ConstraintFact? Find(ConstraintKind kind) => Constraints.Find(constraint => constraint.Kind == kind);

    public bool Has(ConstraintKind kind) => Find(kind) is not null;

    /// <summary>Reads <c>name type constraints</c> up to the end; null where no name stands here.</summary>
    public static ColumnFact? Read(TokenReader reader)
    {
        var start = reader.At;
        if (reader.TakeName() is not { } name)
        {
            return null;
        }

        var type = TypeFact.Read(reader);
        var constraints = new List<ConstraintFact>();
        while (!reader.AtEnd)
        {
            if (ConstraintReader.Read(reader) is { } constraint)
            {
                constraints.Add(constraint);
            }
        }

        return new ColumnFact(name, type, constraints, reader.Tokens.Between(start, reader.At));
    }
}
