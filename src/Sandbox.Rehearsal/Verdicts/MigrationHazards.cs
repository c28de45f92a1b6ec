using System.Globalization;
using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Effects.Definitions;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Syntax.Rules;

namespace Sandbox.Rehearsal.Verdicts;

/// <summary>
/// What a migration does that hurts on a table in use, read off what it did: locks, rewrites, validation, index builds. A table that the script made itself is nobody's,
/// so none of it counts there.
/// </summary>
/// <param name="lasting">The relations that were there before the run, by oid.</param>
internal sealed class MigrationHazards(IReadOnlyDictionary<string, string> lasting)
{
    /// <summary>The rules that a run bears out or does not.</summary>
    public static readonly IReadOnlySet<Rule> Rules = new HashSet<Rule>
    {
        RuleRegistry.ConstraintValidatedUnderLock, RuleRegistry.NotNullUnderLock, RuleRegistry.JsonColumn, RuleRegistry.StatementsUnderLock, RuleRegistry.TypeChangeRewrites, RuleRegistry.IndexBuiltUnderLock,
        RuleRegistry.UniqueConstraintBuildsIndex, RuleRegistry.ExclusionConstraint, RuleRegistry.LockWithoutTimeout, RuleRegistry.RewriteUnderLock, RuleRegistry.ForeignKeyWithoutIndex,
    };

    private readonly List<Hazard> _hazards = [];

    /// <summary>The hazards, in the order of their lines.</summary>
    /// <param name="definitions">The definitions changed.</param>
    /// <param name="unindexed">The foreign keys without an index, by oid.</param>
    /// <param name="rewrites">What was written anew.</param>
    /// <param name="locks">What was locked.</param>
    public IReadOnlyList<Hazard> Of(
        IReadOnlyList<DefinitionEffect> definitions, IReadOnlySet<string> unindexed, IReadOnlyList<RewriteEffect> rewrites, IReadOnlyList<LockEffect> locks)
    {
        foreach (var definition in definitions.Where(static definition => definition.Effect.Line is not null))
        {
            switch (definition.Effect.Command)
            {
                case "ADD CONSTRAINT" when definition.After.Detail is { } constraint:
                    Constraint(definition, constraint, unindexed);
                    break;
                case "ADD COLUMN" or "ALTER COLUMN" when definition.After.Detail is { } column:
                    Column(definition, column, rewrites);
                    break;
                case "CREATE INDEX" when IsLasting(definition):
                    Found(RuleRegistry.IndexBuiltUnderLock, definition, "writes wait until it is built; CREATE INDEX CONCURRENTLY lets them through");
                    break;
            }
        }

        foreach (var rewrite in rewrites.Where(static rewrite => rewrite.IsExisting))
        {
            Found(RuleRegistry.RewriteUnderLock, rewrite.Line, $"{rewrite.Relation} is written anew while nobody can read or write it ({rewrite.Reason})");
        }

        foreach (var held in locks.Where(static held => held is { WouldQueue: true, Kind: not "index" }).GroupBy(static held => (held.Relation, held.Line)).Select(static held => held.MaxBy(static one => one.Waiting.Count)!))
        {
            Lock(held);
        }

        return [.. _hazards.OrderBy(static hazard => hazard.Line).ThenBy(static hazard => hazard.RuleId, StringComparer.Ordinal)];
    }

    private void Constraint(DefinitionEffect definition, string detail, IReadOnlySet<string> unindexed)
    {
        var kind = detail[0];
        if (kind == 'f' && unindexed.Contains(definition.After.Address.Oid))
        {
            Found(RuleRegistry.ForeignKeyWithoutIndex, definition, "no index begins with its columns: each DELETE or key UPDATE of the referenced table reads this one whole");
        }

        if (!IsLasting(definition))
        {
            return;
        }

        switch (kind)
        {
            case 'c' or 'f' when !detail.EndsWith("not valid", StringComparison.Ordinal):
                Found(RuleRegistry.ConstraintValidatedUnderLock, definition, "every row is checked under the lock; add it NOT VALID and VALIDATE it in a later transaction");
                break;
            case 'u' or 'p' when definition.BuildsIndex:
                Found(RuleRegistry.UniqueConstraintBuildsIndex, definition, "its index is built under the lock; CREATE UNIQUE INDEX CONCURRENTLY first, then ADD CONSTRAINT ... USING INDEX");
                break;
            case 'x':
                Found(RuleRegistry.ExclusionConstraint, definition, "every row is checked and an index built under the lock, and there is no way to do it concurrently");
                break;
        }
    }

    private void Column(DefinitionEffect definition, string detail, IReadOnlyList<RewriteEffect> rewrites)
    {
        const string NotNull = " not null";
        if (!IsLasting(definition))
        {
            return;
        }

        if (definition.Before is null)
        {
            if (definition.Effect.Command is "ADD COLUMN" && TypeOf(detail) is "json")
            {
                Found(RuleRegistry.JsonColumn, definition, "json has no equality: SELECT DISTINCT and GROUP BY over the table fail; use jsonb");
            }

            return;
        }

        var before = definition.Before.Detail ?? "";
        if (detail.EndsWith(NotNull, StringComparison.Ordinal) && !detail.EndsWith(" checked" + NotNull, StringComparison.Ordinal) && !before.EndsWith(NotNull, StringComparison.Ordinal))
        {
            Found(RuleRegistry.NotNullUnderLock, definition, "every row is read under the lock; a valid CHECK (... IS NOT NULL) before it spares that");
        }

        if (!string.Equals(TypeOf(before), TypeOf(detail), StringComparison.Ordinal) && rewrites.Any(rewrite => rewrite.Line == definition.Effect.Line))
        {
            Found(RuleRegistry.TypeChangeRewrites, definition, $"from {TypeOf(before)} to {TypeOf(detail)}: the table is written anew; add a column and move the values over in batches");
        }
    }

    private void Lock(LockEffect held)
    {
        if (!held.HasTimeout)
        {
            Found(RuleRegistry.LockWithoutTimeout, held.Line, $"{held.Mode} on {held.Relation} without lock_timeout: while it waits for one long query, everybody else waits behind it");
        }

        if (held is { Mode: "AccessExclusiveLock", StatementsBehind: > 0 })
        {
            Found(RuleRegistry.StatementsUnderLock, held.Line, string.Create(
                CultureInfo.InvariantCulture,
                $"nobody can read {held.Relation} while {held.StatementsBehind} more {(held.StatementsBehind == 1 ? "statement runs" : "statements run")}; end the transaction first"));
        }
    }

    private bool IsLasting(DefinitionEffect definition) => definition.Table is { } table && lasting.ContainsKey(table);

    private static string TypeOf(string detail) => detail.Split(" not null")[0].Split(" checked")[0];

    private void Found(Rule rule, DefinitionEffect definition, string consequence) => Found(rule, definition.Effect.Line!.Value, $"{definition.Effect.Command} {definition.Effect.Object}: {consequence}");

    private void Found(Rule rule, int line, string message) => _hazards.Add(new Hazard(rule.Id, rule.Severity.ToString().ToLowerInvariant(), line, 0, message, "observedOnly"));
}
