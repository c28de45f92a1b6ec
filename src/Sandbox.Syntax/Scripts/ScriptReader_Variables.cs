using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Scripts;

/// <content>Variables, and the texts that they put on top of the line.</content>
public sealed partial class ScriptReader
{
    private Frame? _spare;

    /// <summary>Replaces a variable; true where its value was pushed as a text of its own to be lexed next.</summary>
    private bool Substitute(Frame frame, ReadOnlySpan<char> line, in Token token)
    {
        if (!_conditions.IsActive)
        {
            return false;
        }

        var text = token.In(line);
        var position = frame.PositionOf(token.Start);
        var variable = VariableName(token, line).ToString();
        var value = _context.Variable(variable);
        _buffer.HasUnknownVariables |= !_context.IsKnown(variable);
        switch (token.Kind)
        {
            case TokenKind.VariableTest:
                _buffer.AppendValue((value is null ? "FALSE" : "TRUE").AsSpan(), position);
                return false;
            case TokenKind.VariableLiteral when value is not null:
                _buffer.AppendValue(PsqlQuoting.Literal(value).AsSpan(), position);
                return false;
            case TokenKind.VariableIdentifier when value is not null:
                _buffer.AppendValue(PsqlQuoting.Identifier(value).AsSpan(), position);
                return false;
            case TokenKind.Variable when value is not null && !IsBeingExpanded(variable):
                PushValue(variable, value, position);
                return true;
        }

        if (value is null)
        {
            FindUnset(variable, text, position);
        }
        else
        {
            _context.Report(MessageSeverity.Warning, Path, LineNumber, $"skipping recursive expansion of variable \"{variable}\"");
        }

        _buffer.Append(text, position);
        return false;
    }

    private static ReadOnlySpan<char> VariableName(in Token token, ReadOnlySpan<char> line)
    {
        var text = token.In(line);
        return token.Kind switch
        {
            TokenKind.Variable => text.Slice(1),
            TokenKind.VariableTest => text.Slice(3, text.Length - 4),
            _ => text.Slice(2, text.Length - 3),
        };
    }

    private bool IsBeingExpanded(string variable)
    {
        for (var frame = _top; frame is not null; frame = frame.Below)
        {
            if (string.Equals(frame.Variable, variable, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private void PushValue(string variable, string value, TextPosition position)
    {
        var frame = _spare ?? new Frame();
        _spare = frame.Below;
        frame.Begin(value.AsMemory(), position, variable);
        frame.Below = _top;
        _top = frame;
    }

    /// <summary>Takes the topmost text off; a variable's is kept for the next variable.</summary>
    private void Pop(Frame frame)
    {
        if (frame == _line)
        {
            _top = null;
            return;
        }

        _top = frame.Below;
        frame.Below = _spare;
        _spare = frame;
    }
}
