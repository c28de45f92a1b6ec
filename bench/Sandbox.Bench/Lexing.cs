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
            var bytes = await File.ReadAllBytesAsync(file);
            if (!TryRead(bytes, out var commands))
            {
                continue;
            }

            scripts.Add(bytes);
            if (commands == 0)
            {
                statements.Add(bytes);
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

            // A round of 1 MB takes milliseconds, less than the machine gives to others at a time: as many rounds more.
            var (best, busy, allocated, count) = (TimeSpan.MaxValue, TimeSpan.MaxValue, 0L, (Statements: 0L, Commands: 0L));
            for (var round = 0; round < rounds * 100 / megabytes; round++)
            {
                stream.Position = 0;
                var before = GC.GetAllocatedBytesForCurrentThread();
                var watch = Stopwatch.StartNew();
                var processor = Environment.CpuUsage.TotalTime;
                count = Split(Reader(stream));
                var (elapsed, used) = (watch.Elapsed, Environment.CpuUsage.TotalTime - processor);
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                best = elapsed < best ? elapsed : best;
                busy = used < busy ? used : busy;
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-12} {megabytes,4} MB: {stream.Length / best.TotalSeconds / 1e6,6:0} MB/s, {stream.Length / busy.TotalSeconds / 1e6,6:0} MB/s of processor time, {tokens,9} tokens, {count.Statements,8} statements, {count.Commands,7} meta-commands, {allocated / 1024.0,6:0} KB allocated, {(double)allocated / tokens:0.000} B a token"));
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

    /// <summary>Whether a file can stand between others: it can be read, and nothing in it stays open behind its end (a quote, a parenthesis, an \if).</summary>
    private static bool TryRead(byte[] bytes, out long commands)
    {
        commands = 0;
        try
        {
            // Where something is open, one semicolon more at the end makes no statement more.
            commands = Split(Reader(new MemoryStream([.. bytes, .. "\n;\n"u8]))).Commands;
            var reader = Reader(new MemoryStream([.. bytes, .. "\n;;\n"u8]));
            return Split(reader).Statements == Split(Reader(new MemoryStream([.. bytes, .. "\n;\n"u8]))).Statements + 1 && !reader.HasOpenCondition;
        }
        catch (ScriptException)
        {
            // A file that is wrong on purpose (a NUL, no UTF-8).
            return false;
        }
    }

    private static MemoryStream Repeat(List<byte[]> files, int length)
    {
        var stream = new MemoryStream(length + (1 << 20));
        while (stream.Length < length)
        {
            foreach (var file in files)
            {
                stream.Write(file);
                stream.Write("\n;\n"u8);
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
