using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Scripts;

/// <content>What is being lexed.</content>
public sealed partial class ScriptReader
{
    /// <summary>A text that is being lexed: the current line, or on top of it the value of a variable.</summary>
    internal sealed class Frame
    {
        private bool _detached;
        private int _counted;
        private int _column;

        public Frame? Below { get; set; }

        public ReadOnlyMemory<char> Text { get; private set; }

        /// <summary>The variable whose value it is, or the meta-command that gave it; null for a line of the file.</summary>
        public string? Variable { get; private set; }

        public TextPosition Start { get; private set; }

        public int Position { get; set; }

        public void Begin(ReadOnlyMemory<char> text, TextPosition start, string? variable = null)
        {
            (Text, Start, Position, Variable) = (text, start, 0, variable);
            (_detached, _counted, _column) = (false, 0, start.Column);
        }

        /// <summary>The place of an offset; counts from the place that was asked for last, on or back, so that a long line stays linear.</summary>
        public TextPosition PositionOf(int offset)
        {
            if (Variable is not null || offset == 0)
            {
                return Start;
            }

            _column += offset < _counted
                ? -TextPosition.CountCharacters(Text.Span.Slice(offset, _counted - offset))
                : TextPosition.CountCharacters(Text.Span.Slice(_counted, offset - _counted));
            _counted = offset;
            return Start with { Column = _column };
        }

        /// <summary>Keeps the text although the line reader's buffer is about to be used again.</summary>
        public void Detach()
        {
            if (!_detached)
            {
                _detached = true;
                Work.Count(Text.Length);
                Text = Text.ToArray();
            }
        }
    }
}
