using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Rules;

/// <summary>
/// Reads the structure of a PL/pgSQL body (pl_gram.y): blocks, choices, loops. Any text has some structure; what is out of place is
/// skipped. A body in SQL is a list of plain statements to it.
/// </summary>
internal sealed class BodyParser(SqlTokens tokens)
{
    /// <summary>Nesting beyond this is read as a flat list: no program is written so, and the stack is finite.</summary>
    private const int Deepest = 100;

    private int _at;
    private int _depth;
    private bool _declares;

    /// <summary>The label that the next block or loop has.</summary>
    private string? _label;

    public List<BodyNode> Parse()
    {
        var nodes = new List<BodyNode>();
        while (_at < tokens.Count)
        {
            ParseList(nodes);

            // A stray END or ELSE.
            _at++;
        }

        return nodes;
    }

    private List<BodyNode> ParseList()
    {
        var nodes = new List<BodyNode>();
        _depth++;
        ParseList(nodes);
        _depth--;
        return nodes;
    }

    private void ParseList(List<BodyNode> nodes)
    {
        while (_at < tokens.Count && !AtStop())
        {
            if (tokens.Is(_at, TokenKind.Semicolon))
            {
                _at++;
            }
            else if (tokens.IsWord(_at, "declare"))
            {
                _declares = true;
                _at++;
            }
            else if (tokens.IsSign(_at, "<<"))
            {
                _label = tokens.Name(_at + 1);
                _at += 3;
            }
            else
            {
                nodes.Add(ParseNode());
            }
        }
    }

    private bool AtStop() =>
        tokens.IsWord(_at, "end") || tokens.IsWord(_at, "else") || tokens.IsWord(_at, "elsif") || tokens.IsWord(_at, "elseif")
        || tokens.IsWord(_at, "when") || tokens.IsWord(_at, "exception");

    private BodyNode ParseNode()
    {
        if (_depth >= Deepest)
        {
            return ParsePlain();
        }

        if (tokens.IsWord(_at, "begin"))
        {
            return ParseBlock();
        }

        if (tokens.IsWord(_at, "if"))
        {
            return ParseIf();
        }

        if (tokens.IsWord(_at, "case"))
        {
            return ParseCase();
        }

        return tokens.IsWord(_at, "for") || tokens.IsWord(_at, "foreach") || tokens.IsWord(_at, "while") || tokens.IsWord(_at, "loop")
            ? ParseLoop()
            : ParsePlain();
    }

    private PlainNode ParsePlain()
    {
        var start = _at;
        while (_at < tokens.Count && !tokens.Is(_at, TokenKind.Semicolon))
        {
            _at = tokens.Is(_at, TokenKind.OpenParenthesis) ? tokens.SkipParentheses(_at) : _at + 1;
        }

        return new PlainNode(tokens.Between(start, _at), _declares);
    }

    private string? TakeLabel()
    {
        var label = _label;
        _label = null;
        return label;
    }

    private BlockNode ParseBlock()
    {
        _declares = false;
        _at++;
        var label = TakeLabel();
        var statements = ParseList();
        var handlers = new List<BodyBranch>();
        if (tokens.IsWord(_at, "exception"))
        {
            _at++;
            while (tokens.IsWord(_at, "when"))
            {
                handlers.Add(ParseBranch());
            }
        }

        SkipEnd();
        return new BlockNode(label, statements, handlers);
    }

    private ChoiceNode ParseIf()
    {
        var branches = new List<BodyBranch> { ParseBranch() };
        while (tokens.IsWord(_at, "elsif") || tokens.IsWord(_at, "elseif"))
        {
            branches.Add(ParseBranch());
        }

        ParseElse(branches);
        SkipEnd();
        return new ChoiceNode(branches, IsCase: false);
    }

    private ChoiceNode ParseCase()
    {
        _at = tokens.FindWord(_at, "when");
        var branches = new List<BodyBranch>();
        while (tokens.IsWord(_at, "when"))
        {
            branches.Add(ParseBranch());
        }

        ParseElse(branches);
        SkipEnd();
        return new ChoiceNode(branches, IsCase: true);
    }

    private LoopNode ParseLoop()
    {
        var start = _at;
        _at = tokens.FindWord(_at, "loop");
        var header = tokens.Between(start, _at);
        _at++;
        var label = TakeLabel();
        var statements = ParseList();
        SkipEnd();
        return new LoopNode(label, header, statements);
    }

    /// <summary>From the word before a condition (IF, ELSIF, WHEN) to the end of the statements behind its THEN.</summary>
    private BodyBranch ParseBranch()
    {
        var start = ++_at;
        var cases = 0;
        while (_at < tokens.Count && (cases > 0 || !tokens.IsWord(_at, "then")))
        {
            // CASE in an expression has THENs of its own.
            if (tokens.IsWord(_at, "case"))
            {
                cases++;
            }
            else if (tokens.IsWord(_at, "end"))
            {
                cases = Math.Max(0, cases - 1);
            }

            _at++;
        }

        var condition = tokens.Between(start, _at);
        _at++;
        return new BodyBranch(condition, IsElse: false, ParseList());
    }

    private void ParseElse(List<BodyBranch> branches)
    {
        if (tokens.IsWord(_at, "else"))
        {
            _at++;
            branches.Add(new BodyBranch(tokens.Between(0, 0), IsElse: true, ParseList()));
        }
    }

    /// <summary>END, with the word and the label that may follow it.</summary>
    private void SkipEnd()
    {
        if (tokens.IsWord(_at, "end"))
        {
            while (_at < tokens.Count && !tokens.Is(_at, TokenKind.Semicolon))
            {
                _at++;
            }
        }
    }
}
