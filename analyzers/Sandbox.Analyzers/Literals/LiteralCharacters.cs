using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Sandbox.Syntax.Rules;

namespace Sandbox.Analyzers.Literals;

/// <summary>
/// The characters of a C# string token, each with the span that it is written as. What does not come out exactly as the compiler reads
/// it is mapped to the whole token: a coarse place, never a wrong one.
/// </summary>
internal static class LiteralCharacters
{
    /// <summary>A literal as it is written. A token has its text; that of several is put together.</summary>
    public static string Written(SyntaxNode literal) => literal is LiteralExpressionSyntax single ? single.Token.Text : literal.ToString();

    /// <summary>Reads a string literal token.</summary>
    public static MappedText Read(SyntaxToken token)
    {
        var text = token.Text;
        var start = token.SpanStart;
        var quotes = QuoteCount(text, text.StartsWith("@", StringComparison.Ordinal) ? 1 : 0);
        var end = text.LastIndexOf('"') + 1;
        var builder = new MappedText.Builder();
        switch (token.Kind())
        {
            case SyntaxKind.StringLiteralToken or SyntaxKind.Utf8StringLiteralToken when text.StartsWith("@", StringComparison.Ordinal):
                Escapes.Verbatim(text, 2, end - 1, start, builder, braces: false);
                break;
            case SyntaxKind.StringLiteralToken or SyntaxKind.Utf8StringLiteralToken:
                Escapes.Regular(text, 1, end - 1, start, builder, braces: false);
                break;
            case SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.Utf8SingleLineRawStringLiteralToken:
                Escapes.Verbatim(text, quotes, end - quotes, start, builder, braces: false, raw: true);
                break;
            case SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8MultiLineRawStringLiteralToken:
                ReadLines(text, quotes, end - quotes, start, builder);
                break;
        }

        return Verified(builder, token, token.ValueText);
    }

    /// <summary>Reads a text part of an interpolated string.</summary>
    public static MappedText Read(SyntaxToken token, InterpolatedStringExpressionSyntax literal)
    {
        var builder = new MappedText.Builder();
        var opening = literal.StringStartToken.Text;
        if (literal.StringStartToken.IsKind(SyntaxKind.InterpolatedMultiLineRawStringStartToken))
        {
            ReadIndented(token, IndentationOf(literal), builder);
        }
        else if (literal.StringStartToken.IsKind(SyntaxKind.InterpolatedSingleLineRawStringStartToken))
        {
            Escapes.Verbatim(token.Text, 0, token.Text.Length, token.SpanStart, builder, braces: false, raw: true);
        }
        else if (opening.IndexOf('@') >= 0)
        {
            Escapes.Verbatim(token.Text, 0, token.Text.Length, token.SpanStart, builder, braces: true);
        }
        else
        {
            Escapes.Regular(token.Text, 0, token.Text.Length, token.SpanStart, builder, braces: true);
        }

        // The token's value still has its braces doubled; the compiler halves them when it binds.
        var isRaw = opening.IndexOf("\"\"\"", StringComparison.Ordinal) >= 0;
        return Verified(builder, token, isRaw ? token.ValueText : token.ValueText.Replace("{{", "{").Replace("}}", "}"));
    }

    /// <summary>A known value whose characters stand nowhere in this file: all of it is at one place.</summary>
    public static MappedText At(string value, TextSpan place)
    {
        var builder = new MappedText.Builder();
        foreach (var c in value)
        {
            builder.Append(c, place.Start, place.End);
        }

        return builder.ToText();
    }

    private static MappedText Verified(MappedText.Builder builder, SyntaxToken token, string value)
    {
        var read = builder.ToText();
        return string.Equals(read.Text, value, StringComparison.Ordinal) ? read : At(value, token.Span);
    }

    private static int QuoteCount(string text, int from)
    {
        var i = from;
        while (i < text.Length && text[i] == '"')
        {
            i++;
        }

        return i - from;
    }

    /// <summary>The lines between the quotes' lines, without the indentation that the closing line has.</summary>
    private static void ReadLines(string text, int open, int close, int offset, MappedText.Builder builder)
    {
        if (close <= open)
        {
            // Somebody is still writing it: nothing closes it yet.
            return;
        }

        var first = text.IndexOf('\n', open) + 1;
        var last = text.LastIndexOf('\n', close - 1);
        if (first <= 0 || last < first)
        {
            return;
        }

        var indentation = close - last - 1;
        var end = last > first && text[last - 1] == '\r' ? last - 1 : last;
        var i = first;
        while (i < end)
        {
            i = SkipIndentation(text, i, end, indentation);
            while (i < end)
            {
                builder.Append(text[i], offset + i, offset + i + 1);
                if (text[i++] == '\n')
                {
                    break;
                }
            }
        }
    }

    private static int SkipIndentation(string text, int from, int end, int indentation)
    {
        var i = from;
        while (i < end && i < from + indentation && text[i] is ' ' or '\t')
        {
            i++;
        }

        return i;
    }

    private static int IndentationOf(InterpolatedStringExpressionSyntax literal)
    {
        var closing = literal.StringEndToken.SyntaxTree?.GetText().Lines.GetLineFromPosition(literal.StringEndToken.Span.End).ToString() ?? string.Empty;
        return closing.Length - closing.TrimStart(' ', '\t').Length;
    }

    private static void ReadIndented(SyntaxToken token, int indentation, MappedText.Builder builder)
    {
        var text = token.Text;
        var line = token.SyntaxTree!.GetText().Lines.GetLineFromPosition(token.SpanStart);
        var i = line.Start == token.SpanStart ? SkipIndentation(text, 0, text.Length, indentation) : 0;
        while (i < text.Length)
        {
            builder.Append(text[i], token.SpanStart + i, token.SpanStart + i + 1);
            i = text[i] == '\n' ? SkipIndentation(text, i + 1, text.Length, indentation) : i + 1;
        }
    }
}
