using System.Globalization;

namespace Sandbox.Rehearsal.Printing;

/// <summary>Values of settings and variables as psql reads them (its variables.c, and the C library's functions).</summary>
internal static class VariableValue
{
    /// <summary>Whether the value is a beginning of the name, in any case of letters.</summary>
    public static bool Abbreviates(string value, string name) => name.StartsWith(value, StringComparison.OrdinalIgnoreCase);

    /// <summary>ParseVariableBool of psql's variables.c: true, false, yes, no and their beginnings, on, off, of, 1, 0.</summary>
    public static bool? Boolean(string value) => value switch
    {
        "" => null,
        "1" => true,
        "0" => false,
        _ when Abbreviates(value, "true") || Abbreviates(value, "yes") => true,
        _ when Abbreviates(value, "false") || Abbreviates(value, "no") => false,
        { Length: >= 2 } when Abbreviates(value, "on") => true,
        { Length: >= 2 } when Abbreviates(value, "off") => false,
        _ => null,
    };

    /// <summary>C's atoi: white space, a sign, digits; anything after them is left, 0 where there are none.</summary>
    public static int LeadingNumber(string value)
    {
        var text = value.AsSpan().TrimStart(" \t\n\v\f\r");
        var digits = text is ['-' or '+', ..] ? text[1..] : text;
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        digits = end < 0 ? digits : digits[..end];
        var number = digits.IsEmpty ? 0 : long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : long.MaxValue;
        return unchecked((int)(text is ['-', ..] ? -number : number));
    }

    /// <summary>C's strtol with base 0 over the whole text: decimal, 0x for hexadecimal, 0 for octal; null for anything else.</summary>
    public static int? WholeNumber(string value)
    {
        var text = value.AsSpan().TrimStart(" \t\n\v\f\r");
        var isNegative = text is ['-', ..];
        var digits = text is ['-' or '+', ..] ? text[1..] : text;
        var radix = 10;
        if (digits is ['0', 'x' or 'X', _, ..])
        {
            radix = 16;
            digits = digits[2..];
        }
        else if (digits is ['0', _, ..])
        {
            radix = 8;
            digits = digits[1..];
        }

        if (digits.IsEmpty)
        {
            return null;
        }

        long number = 0;
        foreach (var character in digits)
        {
            var digit = char.IsAsciiHexDigit(character) ? Convert.ToInt32(character.ToString(), fromBase: 16) : radix;
            number = (number * radix) + digit;
            if (digit >= radix || number > (long)int.MaxValue + 1)
            {
                return null;
            }
        }

        number = isNegative ? -number : number;
        return number is >= int.MinValue and <= int.MaxValue ? (int)number : null;
    }
}
