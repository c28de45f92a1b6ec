using System.Globalization;
using System.Runtime.InteropServices;
using Sandbox.Rehearsal.Planning;

namespace Sandbox.Rehearsal.Effects.Definitions;

/// <summary>
/// Tells what statements did to definitions, from the rows that they wrote and those of before the run. What comes and goes with something else that the same statement
/// created or dropped is not told: the index of a primary key, the row type of a table.
/// </summary>
internal sealed class DefinitionComparison
{
    /// <summary>The catalogs of what a relation has, so that it is not told beside the relation: types, constraints, defaults, triggers, rules, policies, statistics.</summary>
    private static readonly string[] s_parts = ["1247", "2606", "2604", "2620", "2618", "3256", "3381"];

    private readonly Dictionary<(ObjectAddress, string Facet), string> _before = [];
    private readonly IReadOnlySet<string> _there;
    private readonly Dictionary<ObjectAddress, DefinitionRow> _known = [];

    /// <summary>Begins at the first statement.</summary>
    /// <param name="before">What the written objects were before the run.</param>
    /// <param name="there">The oids of relations that nobody is told of, such as those of long values.</param>
    public DefinitionComparison(IEnumerable<DefinitionRow> before, IReadOnlySet<string> there)
    {
        _there = there;
        foreach (var row in before)
        {
            _before[(row.Address, row.Facet)] = row.Digest;
            Know(row);
        }
    }

    /// <summary>What one statement did; to be asked in the statements' order.</summary>
    /// <param name="redefinition">The statement.</param>
    /// <param name="vanished">The rows that it deleted while their objects stay, as far as only the catalog's deletions tell.</param>
    public IEnumerable<DefinitionEffect> Effects(Redefinition redefinition, IReadOnlyList<DefinitionRow> vanished)
    {
        var passing = Passing(redefinition).ToList();
        var gone = redefinition.Dropped.Where(_known.ContainsKey).ToDictionary(static address => address, address => _known[address]);
        var made = new Dictionary<ObjectAddress, DefinitionRow>();
        var altered = new Dictionary<ObjectAddress, (DefinitionRow Row, DefinitionRow? Before, SortedSet<string> Verbs)>();
        foreach (var change in redefinition.Changes)
        {
            var row = change.Row;
            var before = change.Before?.Row.Digest ?? _before.GetValueOrDefault((row.Address, row.Facet));
            if (row.IsGone)
            {
                if (before is not null && !row.Says(before) && _known.TryGetValue(row.Address, out var column))
                {
                    gone.Add(row.Address, column);
                }
            }
            else if (before is null && row.Facet.Length == 0)
            {
                made.Add(row.Address, row);
            }
            else if (!row.Says(before))
            {
                ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(altered, row.Address, out _);
                entry = row.Facet.Length > 0 && entry.Row is not null ? entry : (row, row.Facet.Length > 0 ? null : _known.GetValueOrDefault(row.Address), entry.Verbs ?? []);
                entry.Verbs.Add(Verb(row.Facet));
            }

            Know(row);
        }

        foreach (var row in vanished.Where(row => !gone.ContainsKey(row.Address) && !redefinition.Dropped.Contains(row.Address.Whole) && !IsOfDroppedMember(row, redefinition)))
        {
            ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(altered, row.Address, out _);
            entry = entry.Row is not null ? entry : (row, null, []);
            entry.Verbs.Add(Verb(row.Facet) is "GRANT" ? "REVOKE" : Verb(row.Facet));
            if (!redefinition.Level.IsUndone)
            {
                _before.Remove((row.Address, row.Facet));
            }
        }

        var remade = made.Where(item => IsRemade(item.Value, gone.Values, altered.Keys)).Select(static item => item.Value.Identity).ToHashSet(StringComparer.Ordinal);
        var named = new HashSet<string>(StringComparer.Ordinal);
        NameCollector.Collect(redefinition.Text, named);
        var effects = new List<DefinitionEffect>();
        effects.AddRange(made.Where(item => !remade.Contains(item.Value.Identity)).Select(item => EffectOf("CREATE", item.Value, before: null, isTold: !Follows(item.Key, item.Value, made))));
        effects.AddRange(altered.Where(item => !made.ContainsKey(item.Key.Whole) && !made.ContainsKey(item.Key) && !Follows(item.Key.Whole, item.Value.Row, altered))
            .SelectMany(item => item.Value.Verbs.Select(verb => EffectOf(verb, item.Value.Row, item.Value.Before))));
        effects.AddRange(gone.Where(item => !Follows(item.Key, item.Value, gone) && !remade.Contains(item.Value.Identity)).Select(item => EffectOf("DROP", item.Value, item.Value)));
        return effects.OrderBy(static effect => effect.Effect.Cascade).Concat(passing);

        DefinitionEffect EffectOf(string verb, DefinitionRow row, DefinitionRow? before, bool isTold = true)
        {
            var isColumn = row.Address != row.Address.Whole;
            var name = row.Type is "default acl" ? null : ObjectIdentity.NameOf(row.Identity ?? "", isColumn);
            var isCascade = name is not null && !named.Contains(name) && (verb is not "CREATE" || isColumn);
            var effect = new DdlEffect(
                Command(verb, row, redefinition.Text), row.Type ?? "object", ObjectIdentity.Short(row.Identity ?? row.Address.Oid), isCascade, redefinition.Line, redefinition.Level.IsUndone);
            return new DefinitionEffect(effect, before, row, isTold, made.Values.Any(index => index.Type is "index" && index.Owners.Any(owner => owner.Kind == 'i' && owner.Owner == row.Address)));
        }
    }

    /// <summary>
    /// What the statement made and dropped again: it is locked as what is dropped, is not there now, and was not before. Nobody can tell its name any more; what it had went with it.
    /// </summary>
    private IEnumerable<DefinitionEffect> Passing(Redefinition redefinition)
    {
        var unknown = !redefinition.RunsCode ? [] : redefinition.Dropped.Where(gone => !_known.ContainsKey(gone) && !(gone.Class is CatalogClass.Relations && _there.Contains(gone.Oid))).ToList();
        var hasRelation = unknown.Exists(static gone => gone.Class is CatalogClass.Relations);
        return from gone in unknown.OrderBy(static gone => uint.Parse(gone.Oid, CultureInfo.InvariantCulture))
               where !hasRelation || !s_parts.Contains(gone.Class, StringComparer.Ordinal)
               let kind = Kind(gone.Class)
               let effect = new DdlEffect($"CREATE AND DROP {kind.ToUpperInvariant()}", kind, $"oid {gone.Oid}", Cascade: false, redefinition.Line, redefinition.Level.IsUndone)
               select new DefinitionEffect(effect, Before: null, new DefinitionRow(gone, "", DefinitionRow.Gone), IsTold: true, BuildsIndex: false) { IsPassing = true };
    }

    private static string Kind(string catalog) => CatalogClasses.All.First(one => string.Equals(one.Oid, catalog, StringComparison.Ordinal)).Table switch
    {
        "pg_class" => "relation",
        "pg_proc" => "routine",
        "pg_namespace" => "schema",
        "pg_rewrite" => "rule",
        var table => table["pg_".Length..].Replace('_', ' '),
    };

    /// <summary>Whether it is a membership of a role that the statement dropped.</summary>
    private static bool IsOfDroppedMember(DefinitionRow row, Redefinition redefinition) =>
        row.Facet.Split(' ') is ["member", var member, ..] && redefinition.Dropped.Contains(row.Address with { Oid = member });

    /// <summary>Remembers an object's last name, and what it goes with.</summary>
    private void Know(DefinitionRow row)
    {
        if (row is { Facet.Length: 0, Identity: not null })
        {
            _known[row.Address] = row;
        }
    }

    private static string Verb(string facet) => facet.Split(' ')[0] switch
    {
        DefinitionRow.Privileges or "member" => "GRANT",
        "comment" => "COMMENT",
        "security" => "SECURITY LABEL",
        _ => "ALTER",
    };

    /// <summary>Whether an object comes or goes with another one that the statement created, altered or dropped. A partition goes with its parent too, but is told: it has rows of its own.</summary>
    private static bool Follows<T>(ObjectAddress address, DefinitionRow row, Dictionary<ObjectAddress, T> others) =>
        (address != address.Whole && others.ContainsKey(address.Whole)) || row.Owners.Any(owner => (owner.Kind != 'a' || row.Type is not ("table" or "foreign table")) && others.ContainsKey(owner.Owner));

    /// <summary>Whether the server dropped an object and made it again in the same form, as it does with a column's indexes and constraints when the column's type changes.</summary>
    private static bool IsRemade(DefinitionRow row, IEnumerable<DefinitionRow> gone, IEnumerable<ObjectAddress> altered) =>
        row.Type is "index" or "table constraint" or "statistics object" && row.Owners.Any(owner => altered.Any(column => column != column.Whole && column.Whole == owner.Owner))
        && gone.Any(other => string.Equals(other.Type, row.Type, StringComparison.Ordinal) && string.Equals(other.Identity, row.Identity, StringComparison.Ordinal));

    private static string Command(string verb, DefinitionRow row, string text) => (verb, row.Type) switch
    {
        ("GRANT", _) when text.StartsWith("REVOKE", StringComparison.OrdinalIgnoreCase) => "REVOKE",
        ("GRANT" or "REVOKE" or "COMMENT" or "SECURITY LABEL", _) => verb,
        (_, "table column") => (verb is "CREATE" ? "ADD" : verb) + " COLUMN",
        (_, "table constraint" or "domain constraint") => (verb is "CREATE" ? "ADD" : verb) + " CONSTRAINT",
        (_, "composite type") => verb + " TYPE",
        (_, "default acl") => "ALTER DEFAULT PRIVILEGES",
        (_, "publication relation" or "publication namespace") => "ALTER PUBLICATION",
        (_, var kind) => $"{verb} {kind?.Replace('-', ' ').ToUpperInvariant() ?? "OBJECT"}",
    };
}
