using System.Globalization;
using System.Runtime.InteropServices;
using NUnit.Framework;

namespace Sandbox.NUnit;

/// <summary>A number of rows, and what it should be. Its own <c>ShouldBe</c> goes before that of an assertion library.</summary>
/// <param name="Table">The table.</param>
/// <param name="What">What happened to them: <c>inserted</c>, <c>updated</c>, <c>deleted</c>.</param>
/// <param name="Value">The number; null where it cannot be told.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RowNumber(string Table, string What, long? Value)
{
    /// <summary>Fails unless it is this number.</summary>
    /// <param name="expected">The number of rows.</param>
    /// <exception cref="AssertionException">It is another one, or cannot be told.</exception>
    public void ShouldBe(long expected) => Check(Value == expected, Text(expected));

    /// <summary>Fails unless it is this number or more.</summary>
    /// <inheritdoc cref="ShouldBe"/>
    public void ShouldBeAtLeast(long expected) => Check(Value >= expected, $"at least {Text(expected)}");

    /// <summary>Fails unless it is this number or less.</summary>
    /// <inheritdoc cref="ShouldBe"/>
    public void ShouldBeAtMost(long expected) => Check(Value <= expected, $"at most {Text(expected)}");

    /// <summary>The number; <c>not measured</c> where it cannot be told.</summary>
    public override string ToString() => Value is { } value ? Text(value) : "not measured: a function undid work of its own by an exception block";

    private void Check(bool holds, string expected)
    {
        if (!holds)
        {
            throw new AssertionException($"rows {What} in {VisibleText.Escape(Table)} should be\n  {expected}\nbut were\n  {this}");
        }
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
