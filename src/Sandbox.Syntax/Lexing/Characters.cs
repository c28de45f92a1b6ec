using System.Runtime.CompilerServices;

namespace Sandbox.Syntax.Lexing;

/// <summary>Character classes of PostgreSQL's lexer (scan.l, psqlscan.l): one table look-up a character.</summary>
internal static class Characters
{
    private const byte SpaceBit = 1;
    private const byte IdentifierStartBit = 2;
    private const byte DigitBit = 4;
    private const byte OperatorBit = 8;
    private const byte VariableBit = 16;
    private const byte DollarBit = 32;
    private const byte ArgumentBit = 64;
    private const byte BackslashBit = 128;

    private static readonly byte[] Classes = Build();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSpace(char c) => Has(c, SpaceBit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsDigit(char c) => Has(c, DigitBit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsOperator(char c) => Has(c, OperatorBit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsIdentifierStart(char c) => c >= 128 || (Classes[c] & IdentifierStartBit) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsIdentifierPart(char c) => c >= 128 || (Classes[c] & (IdentifierStartBit | DigitBit | DollarBit)) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsTagPart(char c) => c >= 128 || (Classes[c] & (IdentifierStartBit | DigitBit)) != 0;

    /// <summary>Whether a character ends a meta-command's argument where it stands in no quotes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool EndsArgument(char c) => Has(c, SpaceBit | BackslashBit);

    /// <summary>Whether a character ends a meta-command's plain argument, or makes it more than plain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool EndsPlainArgument(char c) => Has(c, SpaceBit | ArgumentBit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsVariable(char c) => c >= 128 || (Classes[c] & VariableBit) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Has(char c, byte bits) => c < 128 && (Classes[c] & bits) != 0;

    private static byte[] Build()
    {
        var classes = new byte[128];
        foreach (var c in " \t\n\r\f\v")
        {
            classes[c] |= SpaceBit;
        }

        foreach (var c in "~!@#^&|`?+-*/%<>=")
        {
            classes[c] |= OperatorBit;
        }

        foreach (var c in "\\'\"`:")
        {
            classes[c] |= ArgumentBit;
        }

        classes['\\'] |= BackslashBit;
        for (var c = '0'; c <= '9'; c++)
        {
            classes[c] |= DigitBit | VariableBit;
        }

        for (var c = 'a'; c <= 'z'; c++)
        {
            classes[c] |= IdentifierStartBit | VariableBit;
            classes[c - 'a' + 'A'] |= IdentifierStartBit | VariableBit;
        }

        classes['_'] |= IdentifierStartBit | VariableBit;
        classes['$'] |= DollarBit;
        return classes;
    }
}
