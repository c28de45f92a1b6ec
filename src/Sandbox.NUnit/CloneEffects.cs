using NUnit.Framework;
using Sandbox.NUnit.Outcomes;
using Sandbox.Rehearsal.Effects;

namespace Sandbox.NUnit;

/// <summary>What a test, or a script, did to a clone, and what it should have done.</summary>
public sealed class CloneEffects
{
    private readonly IReadOnlySet<string>? _known;

    internal CloneEffects(EffectSummary summary, IReadOnlySet<string>? known)
    {
        Summary = summary;
        _known = known;
    }

    /// <summary>The effects as a report has them.</summary>
    public EffectSummary Summary { get; }

    /// <summary>The tables that were written, in the order of their names, what was undone again included.</summary>
    /// <exception cref="AssertionException">They were not measured.</exception>
    public IReadOnlyList<TableEffects> Tables => [.. Measured.Select(static table => new TableEffects(table.Table, table))];

    private IReadOnlyList<TableEffect> Measured => Summary.Tables ?? throw new AssertionException("effects were not measured");

    /// <summary>What was done to one table; nothing, where it was not written.</summary>
    /// <param name="name">The table as <c>schema.name</c>; <c>public</c> may be left out, a temporary one is in <c>pg_temp</c>.</param>
    /// <exception cref="AssertionException">There is no such table.</exception>
    public TableEffects Table(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var plain = name.StartsWith("public.", StringComparison.Ordinal) ? name["public.".Length..] : name;
        var written = Measured.FirstOrDefault(table => string.Equals(table.Table, plain, StringComparison.Ordinal));
        return written is null && _known is not null && !_known.Contains(plain)
            ? throw new AssertionException($"there is no table {VisibleText.Escape(name)} in the clone{Suggestions.For(plain, _known)}")
            : new TableEffects(plain, written);
    }

    /// <summary>Fails unless these tables were written, and no other.</summary>
    /// <param name="tables">Their names, as <see cref="Table"/> takes them; none for a test that must not write.</param>
    /// <exception cref="AssertionException">Others were written, or one of these was not.</exception>
    public void ShouldWriteOnly(params string[] tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var expected = tables.Select(table => Table(table).Name).ToHashSet(StringComparer.Ordinal);
        var actual = Measured.Select(static table => table.Table).ToHashSet(StringComparer.Ordinal);
        if (!expected.SetEquals(actual))
        {
            throw new AssertionException($"tables written should be\n  {Words(expected)}\nbut were\n  {Words(actual)}");
        }
    }

    private static string Words(IEnumerable<string> tables) =>
        string.Join(", ", tables.Order(StringComparer.Ordinal).Select(static table => VisibleText.Escape(table))) is { Length: > 0 } words ? words : "(none)";
}
