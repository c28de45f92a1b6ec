using System.Runtime.InteropServices;
using NUnit.Framework;

namespace Sandbox.NUnit;

/// <summary>Names of a catalogue, and which they should be; their order is of no meaning.</summary>
/// <param name="Where">What they are about, for example <c>table orders</c>.</param>
/// <param name="Name">What they are, for example <c>columns</c>.</param>
/// <param name="Values">The names, without the schema <c>public</c>.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NameSet(string Where, string Name, IReadOnlyList<string> Values)
{
    /// <summary>Fails unless they are these and no others.</summary>
    /// <param name="expected">The names.</param>
    /// <exception cref="AssertionException">There are others, or some are missing.</exception>
    public void ShouldBe(params string[] expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        var missing = expected.Except(Values, StringComparer.Ordinal).ToList();
        var more = Values.Except(expected, StringComparer.Ordinal).ToList();
        Check(missing.Count == 0 && more.Count == 0, Words(expected), missing, more);
    }

    /// <summary>Fails unless these are among them.</summary>
    /// <inheritdoc cref="ShouldBe"/>
    public void ShouldContain(params string[] expected)
    {
        var missing = expected.Except(Values, StringComparer.Ordinal).ToList();
        Check(missing.Count == 0, $"among others {Words(expected)}", missing, []);
    }

    /// <summary>Fails if one of these is among them.</summary>
    /// <param name="unexpected">The names.</param>
    /// <exception cref="AssertionException">One is.</exception>
    public void ShouldNotContain(params string[] unexpected)
    {
        var more = Values.Intersect(unexpected, StringComparer.Ordinal).ToList();
        Check(more.Count == 0, $"none of {Words(unexpected)}", [], more);
    }

    /// <summary>Fails if there are any.</summary>
    /// <exception cref="AssertionException">There are.</exception>
    public void ShouldBeEmpty() => ShouldBe();

    /// <summary>Fails if there are none.</summary>
    /// <exception cref="AssertionException">There are none.</exception>
    public void ShouldNotBeEmpty() => Check(Values.Count > 0, "at least one", [], []);

    private void Check(bool holds, string expected, List<string> missing, List<string> more)
    {
        if (!holds)
        {
            throw new AssertionException(
                $"{VisibleText.Escape(Where)}: {Name} should be\n  {expected}\nbut were\n  {Words(Values)}{(missing.Count == 0 ? "" : $"\nmissing\n  {Words(missing)}")}{(more.Count == 0 ? "" : $"\nunexpected\n  {Words(more)}")}");
        }
    }

    private static string Words(IEnumerable<string> names) =>
        string.Join(", ", names.Order(StringComparer.Ordinal).Select(static name => VisibleText.Escape(name))) is { Length: > 0 } words ? words : "(none)";
}
