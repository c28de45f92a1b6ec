using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Statements;

/// <summary>Takes a message apart into its statements: psql's <c>\;</c> puts several into one.</summary>
public static class MessageParts
{
    /// <summary>The statements of a message, each with the semicolon that ends it; a single one as a rule.</summary>
    /// <param name="text">The message's text.</param>
    /// <param name="kind">What the message begins with.</param>
    /// <param name="standardConformingStrings">Whether a backslash is an ordinary character in <c>'...'</c>.</param>
    public static IReadOnlyList<(string Text, StatementClass Kind)> Of(string text, StatementClass kind, bool standardConformingStrings)
    {
        var cuts = new List<int>();
        var lexer = new Lexer(text.AsSpan(), standardConformingStrings ? LexerOptions.Sql : LexerOptions.BackslashEscapes);
        var boundary = default(StatementBoundary);
        var lastWord = 0;
        while (lexer.Read(out var token))
        {
            if (boundary.Ends(token, text.AsSpan()))
            {
                cuts.Add(token.End);
            }
            else if (!token.IsTrivia)
            {
                lastWord = token.End;
            }
        }

        if (cuts.Count == 0 || cuts[0] >= lastWord)
        {
            return [(text, kind)];
        }

        if (cuts[cuts.Count - 1] < lastWord)
        {
            cuts.Add(text.Length);
        }

        var parts = new List<(string, StatementClass)>(cuts.Count);
        var start = 0;
        foreach (var cut in cuts)
        {
            var part = text.Substring(start, cut - start);
            parts.Add((part, StatementClassifier.Classify(part.AsSpan(), standardConformingStrings)));
            start = cut;
        }

        return parts;
    }
}
