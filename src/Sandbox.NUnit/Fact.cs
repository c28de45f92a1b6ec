using System.Runtime.InteropServices;
using NUnit.Framework;

namespace Sandbox.NUnit;

/// <summary>One fact of a catalogue, and what it should be.</summary>
/// <param name="Where">What it is about, for example <c>column orders.state</c>.</param>
/// <param name="Name">The fact, for example <c>default</c>.</param>
/// <param name="Value">Its value as the server writes it; null where it has none.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Fact(string Where, string Name, string? Value)
{
    /// <summary>Fails unless it has this value.</summary>
    /// <param name="expected">The value as the server writes it; null for none.</param>
    /// <exception cref="AssertionException">It has another one.</exception>
    public void ShouldBe(string? expected) => Check(string.Equals(Value, expected, StringComparison.Ordinal), Text(expected));

    /// <summary>Fails unless it is so, or is not.</summary>
    /// <inheritdoc cref="ShouldBe(string?)"/>
    public void ShouldBe(bool expected) => ShouldBe(expected ? "true" : "false");

    /// <summary>Fails if it has this value.</summary>
    /// <param name="unexpected">The value as the server writes it; null for none.</param>
    /// <exception cref="AssertionException">It has.</exception>
    public void ShouldNotBe(string? unexpected) => Check(!string.Equals(Value, unexpected, StringComparison.Ordinal), $"anything but {Text(unexpected)}");

    private void Check(bool holds, string expected)
    {
        if (!holds)
        {
            throw new AssertionException($"{VisibleText.Escape(Where)}: {Name} should be\n  {expected}\nbut was\n  {Text(Value)}");
        }
    }

    private static string Text(string? value) => value is null ? "(none)" : VisibleText.Escape(value);
}
