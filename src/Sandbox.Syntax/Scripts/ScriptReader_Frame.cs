using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Scripts;

/// <content>What is being lexed.</content>
public sealed partial class ScriptReader
{
    /// <summary>A text that is being lexed: the current line, or on top of it the value of a variable.</summary>
    private sealed class Frame(string? variable)
    {
        private bool _detached;
        private int _counted;
        private int _column;

        public ReadOnlyMemory<char> Text { get; private set; }

        public string? Variable => variable;

        public TextPosition Start { get; private set; }

        public int Position { get; set; }

        public void Begin(ReadOnlyMemory<char> text, TextPosition start)
        {
            (Text, Start, Position) = (text, start, 0);
            (_detached, _counted, _column) = (false, 0, start.Column);
        }

        /// <summary>The place of an offset; counts on from the place that was asked for last, so that a long line stays linear.</summary>
        public TextPosition PositionOf(int offset)
        {
            if (variable is not null)
            {
                return Start;
            }

            if (offset < _counted)
            {
                (_counted, _column) = (0, Start.Column);
            }

            _column += TextPosition.CountCharacters(Text.Span.Slice(_counted, offset - _counted));
            _counted = offset;
            return Start with { Column = _column };
        }

        /// <summary>Keeps the text although the line reader's buffer is about to be used again.</summary>
        public void Detach()
        {
            if (!_detached)
            {
                _detached = true;
                Text = Text.ToArray();
            }
        }
    }
}
