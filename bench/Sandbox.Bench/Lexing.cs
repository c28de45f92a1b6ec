using System.Diagnostics;
using System.Globalization;
using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Text;

namespace Sandbox.Bench;

/// <summary>
/// How fast a script is lexed and split: <see cref="ScriptReader"/> over a stream of UTF-8, statements and meta-commands stepped over without making strings of them. The corpus
/// is repeated to 1, 10 and 100 MB; once as it is, meta-commands and all, and once its statements alone.
/// </summary>
internal static class Lexing
{
    /// <summary>Measures and prints.</summary>
    /// <param name="rounds">How many times each; the best counts, as other work on the machine only ever slows down.</param>
    /// <param name="folder">The folder of .sql files.</param>
    public static async Task RunAsync(int rounds, string folder)
    {
        var scripts = new List<byte[]>();
        var statements = new List<byte[]>();
        foreach (var file in Directory.GetFiles(folder, "*.sql").Order(StringComparer.Ordinal))
        {
            if (Close(await File.ReadAllBytesAsync(file)) is not { } script)
            {
                continue;
            }

            scripts.Add(script);
            if (Count(script).Commands == 0)
            {
                statements.Add(script);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{scripts.Count} files, {statements.Count} of them without meta-commands; {rounds} rounds, {Environment.ProcessorCount} processors"));
        WarmUp(statements, scripts);
        Measure("statements", statements, rounds);
        Measure("whole corpus", scripts, rounds);
    }

    /// <summary>Runs until the loop is compiled for speed, with a profile of both texts: several calls of each method, and time for the compiler beside them.</summary>
    private static void WarmUp(params IEnumerable<List<byte[]>> texts)
    {
        foreach (var files in texts)
        {
            using var stream = Repeat(files, 1_000_000);
            for (var call = 0; call < 200; call++)
            {
                stream.Position = 0;
                Split(Reader(stream));
            }
        }
    }

    private static void Measure(string name, List<byte[]> files, int rounds)
    {
        foreach (var megabytes in new[] { 1, 10, 100 })
        {
            using var stream = Repeat(files, megabytes * 1_000_000);
            var tokens = CountTokens(stream);

            // A round of 1 MB takes milliseconds, less than the machine gives to others at a time: as many rounds more. A round of 100 MB is never left alone for as long as
            // it takes, so the best time of each of its megabytes counts too.
            var (best, allocated, count) = (TimeSpan.MaxValue, 0L, (Statements: 0L, Commands: 0L));
            TimeSpan[] parts = [];
            for (var round = 0; round < rounds * 100 / megabytes; round++)
            {
                stream.Begin();
                var before = GC.GetAllocatedBytesForCurrentThread();
                var watch = Stopwatch.StartNew();
                count = Split(Reader(stream));
                var elapsed = watch.Elapsed;
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                best = elapsed < best ? elapsed : best;
                var times = stream.Times();
                parts = round == 0 ? times : [.. parts.Zip(times, (one, other) => one < other ? one : other)];
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-12} {megabytes,4} MB: {stream.Length / best.TotalSeconds / 1e6,6:0} MB/s, {stream.Length / parts.Sum(part => part.TotalSeconds) / 1e6,6:0} MB/s by megabyte, {tokens,9} tokens, {count.Statements,8} statements, {count.Commands,7} meta-commands, {allocated / 1024.0,6:0} KB allocated, {(double)allocated / tokens:0.000} B a token"));
        }
    }

    private static long CountTokens(MemoryStream stream)
    {
        stream.Position = 0;
        var (lines, tokens, open) = (new Utf8LineReader("corpus", stream), 0L, OpenToken.None);
        while (lines.Read(out var line))
        {
            var lexer = new Lexer(line.Span, LexerOptions.Psql, open);
            while (lexer.Read(out _))
            {
                tokens++;
            }

            open = lexer.Open;
        }

        return tokens;
    }

    /// <summary>
    /// A file as it can stand between others: with a line end, and a semicolon where its last statement has none. Null where it cannot be read, or something in it stays open
    /// (a quote, a parenthesis, an \if).
    /// </summary>
    private static byte[]? Close(byte[] file)
    {
        byte[] lines = file is [.., (byte)'\n'] ? file : [.. file, (byte)'\n'];
        try
        {
            // Where nothing is open, one semicolon more makes one statement more; an unfinished statement, which the end of a file ends too, it only ends.
            var (whole, closed) = (Count(lines), Count([.. lines, .. ";\n"u8]));
            byte[] script = closed.Statements == whole.Statements ? [.. lines, .. ";\n"u8] : lines;
            var reader = Reader(new MemoryStream([.. script, .. ";\n"u8]));
            return Split(reader).Statements == Count(script).Statements + 1 && !reader.HasOpenCondition ? script : null;
        }
        catch (ScriptException)
        {
            // A file that is wrong on purpose (a NUL, no UTF-8).
            return null;
        }
    }

    private static (long Statements, long Commands) Count(byte[] script) => Split(Reader(new MemoryStream(script)));

    private static TimedStream Repeat(List<byte[]> files, int length)
    {
        var stream = new TimedStream(length + (1 << 20));
        while (stream.Length < length)
        {
            foreach (var file in files)
            {
                stream.Write(file);
            }
        }

        return stream;
    }

    private static (long Statements, long Commands) Split(ScriptReader reader)
    {
        var (statements, commands) = (0L, 0L);
        while (true)
        {
            switch (reader.Read())
            {
                case ScriptItem.Statement:
                    statements++;
                    reader.DropStatement();
                    break;
                case ScriptItem.MetaCommand:
                    commands++;
                    reader.EndCommand(succeeded: true);
                    break;
                default:
                    return (statements, commands);
            }
        }
    }

    private static ScriptReader Reader(Stream stream) => new(new Utf8LineReader("corpus", stream), new NoVariables(), PsqlDialect.Newest);

    /// <summary>A text in memory that notes when each megabyte of it is read.</summary>
    private sealed class TimedStream(int capacity) : MemoryStream(capacity)
    {
        private readonly List<long> _marks = [];

        public void Begin()
        {
            Position = 0;
            _marks.Clear();
        }

        /// <summary>How long each megabyte took, from the first read in it to the first behind it; the last, which is a part of one, up to now.</summary>
        public TimeSpan[] Times()
        {
            _marks.Add(Stopwatch.GetTimestamp());
            return [.. _marks.Zip(_marks.Skip(1), Stopwatch.GetElapsedTime)];
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (Position >= _marks.Count * 1_000_000L)
            {
                _marks.Add(Stopwatch.GetTimestamp());
            }

            return base.Read(buffer, offset, count);
        }
    }

    private sealed class NoVariables : IScriptContext
    {
        public bool StandardConformingStrings => true;

        public bool SingleLine => false;

        public string? Variable(string name) => null;

        public bool IsKnown(string name) => true;

        public string RunShell(string command, string path, TextPosition position) => string.Empty;

        public void Found(ScriptFinding finding)
        {
            // Only time is measured.
        }

        public void Report(MessageSeverity severity, string path, int line, string text)
        {
            // What psql would say to a script that lacks its variables is not what is measured.
        }
    }
}
