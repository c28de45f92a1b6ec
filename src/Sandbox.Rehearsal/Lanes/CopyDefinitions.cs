using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Effects.Definitions;
using Sandbox.Rehearsal.States;

namespace Sandbox.Rehearsal.Lanes;

/// <summary>Which definitions of a copy a script changed, by comparing its catalog before and after; which statement it was is not known.</summary>
internal static class CopyDefinitions
{
    /// <summary>The definitions that differ. What comes and goes with a table is not told: its columns, constraints, indexes.</summary>
    /// <param name="before">The copy before.</param>
    /// <param name="after">The copy after.</param>
    /// <param name="named">The names that the script's text holds.</param>
    public static IReadOnlyList<DdlEffect> Of(DatabaseState before, DatabaseState after, IReadOnlySet<string> named)
    {
        var differences = StateComparer.Catalog(before.Catalog, after.Catalog).ToList();
        var wholes = differences.Where(static difference => difference.Change != StateChange.Changed && difference.What is "table" or "partitioned table" or "view" or "materialized view" or "foreign table")
            .Select(static difference => (difference.Object, difference.Change)).ToHashSet();
        return
        [
            .. differences.Where(difference => !wholes.Any(whole => whole.Change == difference.Change && IsPart(difference, whole.Object)))
                .Select(difference => new DdlEffect(Command(difference), Kind(difference.What), ObjectIdentity.WithoutPublic(difference.Object), !Parts(difference.Object).Any(named.Contains), Line: null, IsUndone: false)),
        ];
    }

    private static bool IsPart(StateDifference difference, string whole) =>
        difference.Object.StartsWith(whole + ".", StringComparison.Ordinal) || difference.Object.EndsWith(" on " + whole, StringComparison.Ordinal) || difference.Object.EndsWith(" of " + whole, StringComparison.Ordinal)
        || (difference is { What: "index", Before: var was, After: var now } && (now ?? was)!.Contains($" ON {whole} ", StringComparison.Ordinal));

    private static string Command(StateDifference difference)
    {
        var verb = difference.Change switch { StateChange.Added => "CREATE", StateChange.Removed => "DROP", _ => "ALTER" };
        return difference.What switch
        {
            "comment" => "COMMENT",
            "privileges" => "GRANT",
            "column" or "constraint" => $"{(verb is "CREATE" ? "ADD" : verb)} {difference.What.ToUpperInvariant()}",
            _ => $"{verb} {difference.What.ToUpperInvariant()}",
        };
    }

    private static string Kind(string what) => what is "column" or "constraint" ? $"table {what}" : what;

    private static IEnumerable<string> Parts(string name) => name.Split('.', ' ', '(').Select(static part => part.Trim('"', ')', ','));
}
