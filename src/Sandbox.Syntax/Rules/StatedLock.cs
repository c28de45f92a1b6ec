using Sandbox.Syntax.Rules.Definitions;
using Sandbox.Syntax.Rules.Migrations;

namespace Sandbox.Syntax.Rules;

/// <summary>A lock on a relation that a statement takes by its words alone: a definition, a maintenance command, LOCK.</summary>
/// <param name="Schema">The relation's schema; null where the statement names none.</param>
/// <param name="Relation">The relation's name as the server knows it.</param>
/// <param name="Mode">The mode as <c>pg_locks</c> names it; of an index, what it takes on the table is not told.</param>
public sealed record StatedLock(string? Schema, string Relation, string Mode)
{
    /// <summary>The locks that a statement states; none for a query and for what runs code of its own.</summary>
    /// <param name="statement">One statement.</param>
    public static IReadOnlyList<StatedLock> Of(string statement)
    {
        var fact = StatementReader.Read(SqlTokens.Lex(MappedText.Verbatim(statement)));
        return fact is Maintenance { Command: "REINDEX INDEX" } ? []
            : [.. from held in RelationLock.Of(fact) where held.Relation is { IsKnown: true } select new StatedLock(held.Relation!.Schema, held.Relation.Name, held.Mode)];
    }
}
