using System.Text;
using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>SBX2042: names that the server cuts off (NAMEDATALEN).</summary>
internal sealed class LongIdentifiers : MigrationRule
{
    private const int Longest = 63;

    public override void Check(MigrationStep step)
    {
        var tokens = step.Fact.Tokens;
        for (var i = 0; i < tokens.Count; i++)
        {
            // Four bytes are the most that a character takes.
            if (tokens[i].Length * 4 > Longest && tokens[i].Kind is TokenKind.Identifier or TokenKind.QuotedIdentifier
                && tokens.Name(i) is { } name && name.IndexOf(MappedText.Hole) < 0 && Encoding.UTF8.GetByteCount(name) > Longest)
            {
                step.Report(RuleRegistry.IdentifierTooLong, tokens.Between(i, i + 1), $"a name has {Longest} bytes at most: the server cuts this one off, and another long one may become the same");
            }
        }
    }

    /// <summary>A name as the server keeps it. A character that does not fit as a whole goes.</summary>
    public static string Cut(string name)
    {
        // No character of UTF-16 takes more than three bytes.
        var length = name.Length;
        while (length * 3 > Longest && Encoding.UTF8.GetByteCount(name.Substring(0, length)) > Longest)
        {
            length--;
        }

        return name.Substring(0, length);
    }
}
