using System.Text;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Tests.Text;

[Parallelizable(ParallelScope.All)]
public sealed class LineReaderTests
{
    [TestCase("", "")]
    [TestCase("a", "a")]
    [TestCase("a\n", "a")]
    [TestCase("a\nb", "a¦b")]
    [TestCase("\n\na\n\n", "¦¦a¦")]
    [TestCase("a\r\nb\rc\n", "a\r¦b\rc")]
    [TestCase("\uFEFFa\n\uFEFFb", "a¦\uFEFFb")]
    [TestCase("\uFEFF", "")]
    [TestCase("é日😀\n😀", "é日😀¦😀")]
    public void Lines_end_at_line_feeds_only(string text, string expected)
    {
        Lines(new StringLineReader("a", text)).ShouldBe(expected);
        Lines(Reader(Encoding.UTF8.GetBytes(text), int.MaxValue)).ShouldBe(expected);
        Lines(Reader(Encoding.UTF8.GetBytes(text), 1)).ShouldBe(expected);
    }

    [Test]
    public void Characters_and_lines_may_cross_blocks([Values(1, 2, 3, 16383, 16384, 16385)] int padding)
    {
        var text = new string('x', padding) + string.Concat(Enumerable.Repeat("é日😀\n", 40_000)) + new string('y', 300_000);
        var expected = string.Join('¦', text.Split('\n'));
        Lines(Reader(Encoding.UTF8.GetBytes(text), int.MaxValue)).ShouldBe(expected);
    }

    [TestCase("61C3280A", 1, 2, 1, "0xC3")]
    [TestCase("610AC3A9FF", 2, 2, 4, "0xFF")]
    [TestCase("F09F98800A62F09F98", 2, 2, 6, "0xF0")]
    [TestCase("EDA080", 1, 1, 0, "0xED")]
    [TestCase("EFBBBF61C0", 1, 2, 4, "0xC0")]
    public void Invalid_utf8_is_refused_with_its_place_and_byte_offset(string hex, int line, int column, int offset, string value)
    {
        var error = Should.Throw<ScriptException>(() => Lines(Reader(Convert.FromHexString(hex), int.MaxValue)));
        error.ExitCode.ShouldBe(ExitCode.Refused);
        error.Position.ShouldBe(new TextPosition(line, column));
        error.Message.ShouldStartWith(FormattableString.Invariant($"a.sql:{line}:{column}: invalid UTF-8 at byte offset {offset} (byte {value})"));
    }

    [Test]
    public void Invalid_utf8_far_into_a_file_has_its_offset_in_the_file()
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("select 'é';\n", 20_000)) + "x");
        bytes[^1] = 0xE9;
        Should.Throw<ScriptException>(() => Lines(Reader(bytes, int.MaxValue))).Message.ShouldStartWith("a.sql:20001:1: invalid UTF-8 at byte offset 260000 ");
    }

    [Test]
    public void Lines_before_the_error_are_given_first()
    {
        var reader = Reader([(byte)'a', (byte)'\n', 0xFF], int.MaxValue);
        reader.Read(out var line).ShouldBeTrue();
        line.ToString().ShouldBe("a");
        Should.Throw<ScriptException>(() => reader.Read(out _));
    }

    [Test]
    public void A_nul_is_refused_with_its_place()
    {
        Should.Throw<ScriptException>(() => Lines(new StringLineReader("a.sql", "a\n😀\0b"))).Position.ShouldBe(new TextPosition(2, 2));
        Should.Throw<ScriptException>(() => Lines(Reader("a\n😀\0b"u8.ToArray(), 1))).Position.ShouldBe(new TextPosition(2, 2));
    }

    [Test]
    public void Data_comes_in_lines_as_many_as_are_at_hand_and_its_end_alone(
        [Values("\\.", "\\.\r")] string end, [Values("\\.\\.", "a\\.", "\\.b", "\\.\r\r", "é日😀", "")] string line, [Values(0, 1, 5_000)] int lines, [Values(1, 1000, int.MaxValue)] int step)
    {
        var data = string.Concat(Enumerable.Repeat(line + "\n", lines));
        var reader = Reader(Encoding.UTF8.GetBytes($"{data}{end}\n{data}x"), step);
        Data(reader).ShouldBe(data);
        reader.LineNumber.ShouldBe(lines + 1);
        Data(reader).ShouldBe(data + "x\n");
        reader.LineNumber.ShouldBe((2 * lines) + 2);
    }

    [Test]
    public void Data_is_read_in_blocks()
    {
        var reader = Reader(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("é\n", 1000)) + "\\.\n"), int.MaxValue);
        reader.ReadData(out var data).ShouldBeTrue();
        data.Length.ShouldBe(3000);
        reader.LineNumber.ShouldBe(1000);
    }

    [Test]
    public void Data_may_begin_among_lines_that_were_decoded_and_lines_go_on_behind_it([Values(1, 1000, int.MaxValue)] int step, [Values("", "é", "😀", "\uFEFF")] string line, [Values(0, 10, 20_000)] int length)
    {
        var data = string.Concat(Enumerable.Repeat($"{line}{new string('x', length)}\n", 40));
        var reader = Reader(Encoding.UTF8.GetBytes($"before {line}\n{data}\\.\nbetween {line}\n{data}\\.\nbehind {line}"), step);
        Line(reader).ShouldBe($"before {line}");
        Data(reader).ShouldBe(data);
        Line(reader).ShouldBe($"between {line}");
        reader.LineNumber.ShouldBe(43);
        Data(reader).ShouldBe(data);
        Line(reader).ShouldBe($"behind {line}");
        reader.LineNumber.ShouldBe(85);
        reader.Read(out _).ShouldBeFalse();
    }

    [TestCase(0)]
    [TestCase(5_000)]
    public void Invalid_utf8_in_and_behind_data_is_refused_with_its_place(int lines)
    {
        var data = Encoding.UTF8.GetBytes("é\n" + string.Concat(Enumerable.Repeat("é\n", lines)));
        var inside = Reader([.. data, .. "éa"u8, 0xFF, .. "\n\\.\n"u8], int.MaxValue);
        var offset = data.Length + 3;
        var error = Should.Throw<ScriptException>(() => Data(inside));
        error.Position.ShouldBe(new TextPosition(lines + 2, 3));
        error.Message.ShouldContain(FormattableString.Invariant($"invalid UTF-8 at byte offset {offset} (byte 0xFF)"));

        var behind = Reader([.. data, .. "\\.\né"u8, 0xFF], int.MaxValue);
        Data(behind).ShouldBe(Encoding.UTF8.GetString(data));
        error = Should.Throw<ScriptException>(() => Line(behind));
        error.Position.ShouldBe(new TextPosition(lines + 3, 2));
        error.Message.ShouldContain(FormattableString.Invariant($"invalid UTF-8 at byte offset {data.Length + 5} (byte 0xFF)"));
    }

    [Test]
    public void A_nul_in_data_is_refused_with_its_place()
    {
        var reader = Reader("a\nb\n😀\0b\n\\.\n"u8.ToArray(), int.MaxValue);
        Should.Throw<ScriptException>(() => Data(reader)).Position.ShouldBe(new TextPosition(3, 2));
    }

    private static string Data(LineReader reader)
    {
        var data = new StringBuilder();
        while (reader.ReadData(out var lines) && !LineReader.IsEndOfData(lines.Span))
        {
            data.Append(Encoding.UTF8.GetString(lines.Span));
        }

        return data.ToString();
    }

    private static string Line(LineReader reader)
    {
        reader.Read(out var line).ShouldBeTrue();
        return line.ToString();
    }

    private static Utf8LineReader Reader(byte[] bytes, int step) => new("a.sql", new SlowStream(bytes, step));

    private static string Lines(LineReader reader)
    {
        var lines = new List<string>();
        while (reader.Read(out var line))
        {
            lines.Add(line.ToString());
            reader.LineNumber.ShouldBe(lines.Count);
        }

        return string.Join('¦', lines);
    }

    /// <summary>Gives no more than a few bytes at once, as a pipe may.</summary>
    private sealed class SlowStream(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, step));
    }
}
