namespace Sandbox.NUnit.Catalogues;

/// <summary>The facts of a catalogue, by class and name of what they are about.</summary>
/// <param name="rows">The answer to <see cref="CatalogueQuestion"/>.</param>
internal sealed class CatalogueFacts(IReadOnlyList<IReadOnlyList<string?>> rows)
{
    private readonly ILookup<(string Class, string Name), (string Fact, string? Value)> _facts = rows.ToLookup(static row => (row[0]!, row[1]!), static row => (row[2]!, row[3]));

    /// <summary>The names of a class whose facts are these.</summary>
    /// <param name="class">The class.</param>
    /// <param name="facts">Fact and value; none for all.</param>
    public IReadOnlyList<string> Names(string @class, params (string Fact, string Value)[] facts) =>
        [.. _facts.Where(thing => string.Equals(thing.Key.Class, @class, StringComparison.Ordinal) && Array.TrueForAll(facts, fact => thing.Contains(fact))).Select(static thing => thing.Key.Name)];

    /// <summary>Whether there is such a thing.</summary>
    public bool Has(string @class, string name) => _facts.Contains((@class, name));

    /// <summary>The facts that a class has.</summary>
    public IReadOnlyList<string> Of(string @class) =>
        [.. _facts.Where(thing => string.Equals(thing.Key.Class, @class, StringComparison.Ordinal)).SelectMany(static thing => thing).Select(static fact => fact.Fact).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The values of a fact; none where it has none.</summary>
    public IReadOnlyList<string> Values(string @class, string name, string fact) =>
        [.. _facts[(@class, name)].Where(known => string.Equals(known.Fact, fact, StringComparison.Ordinal)).Select(static known => known.Value).OfType<string>()];

    /// <summary>A name as facts have it: without the schema <c>public</c>.</summary>
    public static string Plain(string name) => name.StartsWith("public.", StringComparison.Ordinal) ? name["public.".Length..] : name;
}
