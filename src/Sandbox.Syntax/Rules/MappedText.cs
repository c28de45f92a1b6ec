using System.Text;

namespace Sandbox.Syntax.Rules;

/// <summary>
/// A text that was read out of another one, where every character knows the span that it was written as: the body of a DO block, a
/// string literal without its quotes and escapes, the pieces of a concatenation, a literal of a C# program.
/// </summary>
public sealed class MappedText
{
    /// <summary>
    /// Stands for a part that is not known. It is no character of any script (OBJECT REPLACEMENT CHARACTER) and lexes as part of a
    /// name, which is what a hole in SQL most often is.
    /// </summary>
    public const char Hole = '\uFFFC';

    private readonly int _offset;
    private readonly int[]? _starts;
    private readonly int[]? _ends;

    private MappedText(string text, int offset, int[]? starts, int[]? ends)
    {
        Text = text;
        _offset = offset;
        _starts = starts;
        _ends = ends;
    }

    /// <summary>The characters.</summary>
    public string Text { get; }

    /// <summary>The text as it stands in the source, one character for one.</summary>
    /// <param name="text">The characters.</param>
    /// <param name="offset">Where the first one stands in the source.</param>
    public static MappedText Verbatim(string text, int offset = 0) => new(text, offset, null, null);

    /// <summary>The source's offset of the first character of a part.</summary>
    /// <param name="index">The character.</param>
    public int SourceStart(int index) => _starts is null ? _offset + index : _starts[index];

    /// <summary>The source's offset behind a character.</summary>
    /// <param name="index">The character.</param>
    public int SourceEnd(int index) => _ends is null ? _offset + index + 1 : _ends[index];

    /// <summary>A part of the text that was written without escapes, with its own map.</summary>
    /// <param name="start">The first character.</param>
    /// <param name="length">How many.</param>
    public MappedText Slice(int start, int length)
    {
        var part = Text.Substring(start, length);
        return _starts is null || _ends is null
            ? new MappedText(part, _offset + start, null, null)
            : new MappedText(part, 0, _starts.AsSpan(start, length).ToArray(), _ends.AsSpan(start, length).ToArray());
    }

    /// <summary>Puts a mapped text together, character by character.</summary>
    public sealed class Builder
    {
        private readonly StringBuilder _text = new();
        private readonly List<int> _starts = [];
        private readonly List<int> _ends = [];

        /// <summary>How many characters there are.</summary>
        public int Length => _text.Length;

        /// <summary>Whether a hole is among them.</summary>
        public bool HasHole { get; private set; }

        /// <summary>Appends one character.</summary>
        /// <param name="character">The character as the reader of the text sees it.</param>
        /// <param name="start">Where its writing begins in the source.</param>
        /// <param name="end">The offset behind its writing.</param>
        public Builder Append(char character, int start, int end)
        {
            HasHole |= character == Hole;
            _text.Append(character);
            _starts.Add(start);
            _ends.Add(end);
            return this;
        }

        /// <summary>Appends a part that is not known.</summary>
        /// <param name="start">Where it begins in the source.</param>
        /// <param name="end">The offset behind it.</param>
        public Builder AppendHole(int start, int end) => Append(Hole, start, end);

        /// <summary>Appends all of another text.</summary>
        /// <param name="text">The text.</param>
        public Builder Append(MappedText text)
        {
            for (var i = 0; i < text.Text.Length; i++)
            {
                Append(text.Text[i], text.SourceStart(i), text.SourceEnd(i));
            }

            return this;
        }

        /// <summary>The text so far.</summary>
        public MappedText ToText() => new(_text.ToString(), 0, _starts.ToArray(), _ends.ToArray());
    }
}
