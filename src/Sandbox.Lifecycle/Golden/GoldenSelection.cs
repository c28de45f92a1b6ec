using System.IO.Enumeration;

namespace Sandbox.Lifecycle.Golden;

/// <summary>Which tables of a database are an application's own. What is said in several ways has to hold in all of them.</summary>
/// <param name="Tables">Names, alone or qualified; <c>*</c> stands for any characters, <c>?</c> for one. Empty for all.</param>
/// <param name="Schemas">Schemas. Empty for all.</param>
/// <param name="Owner">The role that owns them; null for any, as long as it is one.</param>
public sealed record GoldenSelection(IReadOnlyList<string> Tables, IReadOnlyList<string> Schemas, string? Owner)
{
    /// <summary>Whether it chooses at all: a checkpoint of everything would take what belongs to others.</summary>
    public bool IsEmpty => Tables.Count == 0 && Schemas.Count == 0 && Owner is null;

    /// <summary>Whether a table, a view or a sequence is one of them.</summary>
    /// <param name="schema">Its schema.</param>
    /// <param name="name">Its name.</param>
    /// <param name="owner">Its owner.</param>
    public bool Chooses(string schema, string name, string owner) =>
        (Tables.Count == 0 || Tables.Any(pattern => Matches(pattern, name) || Matches(pattern, $"{schema}.{name}")))
        && (Schemas.Count == 0 || Schemas.Contains(schema, StringComparer.Ordinal))
        && (Owner is null || string.Equals(Owner, owner, StringComparison.Ordinal));

    private static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
