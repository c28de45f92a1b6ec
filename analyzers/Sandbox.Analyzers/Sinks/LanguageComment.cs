using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sandbox.Analyzers.Sinks;

/// <summary><c>/*lang=sql*/</c> before a literal, or <c>// language=sql</c> before its statement, as editors read it.</summary>
internal static class LanguageComment
{
    public static bool IsSql(string language) =>
        language.StartsWith("sql", StringComparison.OrdinalIgnoreCase) || language.StartsWith("postgres", StringComparison.OrdinalIgnoreCase)
        || language.StartsWith("pgsql", StringComparison.OrdinalIgnoreCase) || language.StartsWith("psql", StringComparison.OrdinalIgnoreCase);

    /// <summary>The language that a comment gives an expression; null where none does.</summary>
    public static string? Of(ExpressionSyntax expression)
    {
        var first = expression.GetFirstToken();
        if (Last(first.LeadingTrivia) is { } before || (before = Last(first.GetPreviousToken().TrailingTrivia)) is not null)
        {
            return before;
        }

        // Only the nearest statement or member: a comment above a method says nothing of the strings in it.
        SyntaxNode? node = expression.FirstAncestorOrSelf<SyntaxNode>(ancestor => ancestor is StatementSyntax or MemberDeclarationSyntax);
        return node is null ? null : Last(node.GetFirstToken().LeadingTrivia);
    }

    private static string? Last(SyntaxTriviaList trivia)
    {
        foreach (var comment in trivia.Reverse())
        {
            if (comment.IsKind(SyntaxKind.SingleLineCommentTrivia) || comment.IsKind(SyntaxKind.MultiLineCommentTrivia))
            {
                return Language(comment.ToString());
            }
        }

        return null;
    }

    private static string? Language(string comment)
    {
        var text = comment.Trim('/', '*', ' ', '\t');
        var sign = text.IndexOf('=');
        return sign > 0 && text.Substring(0, sign).Trim() is "lang" or "language" ? text.Substring(sign + 1).Trim() : null;
    }
}
