namespace System;

/// <summary>Lets the compiler bind <c>^i</c> for netstandard2.0; on spans it never makes one.</summary>
internal readonly struct Index(int value, bool fromEnd = false)
{
    public static implicit operator Index(int value) => new(value);

    public int GetOffset(int length) => fromEnd ? length - value : value;
}
