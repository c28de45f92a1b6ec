using System.Diagnostics;
using System.Globalization;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Text;

namespace Sandbox.Bench;

/// <summary>
/// How fast a script is lexed and split: <see cref="ScriptReader"/> over a stream of UTF-8, all statements dropped without making strings of them. The corpus is repeated to
/// 1, 10 and 100 MB; once as it is, meta-commands and all, and once its statements alone.
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
        Measure("statements", statements, rounds);
        Measure("whole corpus", scripts, rounds);
    }

    private static void Measure(string name, List<byte[]> files, int rounds)
    {
        foreach (var megabytes in new[] { 1, 10, 100 })
        {
            using var stream = Repeat(files, megabytes * 1_000_000);
            var (best, allocated, count) = (TimeSpan.MaxValue, 0L, (Statements: 0L, Commands: 0L));
            for (var round = 0; round <= rounds; round++)
            {
                stream.Position = 0;
                var before = GC.GetAllocatedBytesForCurrentThread();
                var watch = Stopwatch.StartNew();
                count = Split(stream);
                var elapsed = watch.Elapsed;
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                best = round > 0 && elapsed < best ? elapsed : best;
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-12} {megabytes,4} MB: {stream.Length / best.TotalSeconds / 1e6,6:0} MB/s, {count.Statements,8} statements, {count.Commands,7} meta-commands, {allocated / 1024.0,8:0} KB allocated"));
        }
    }

    private static bool TryRead(byte[] bytes, out long commands)
    {
        commands = 0;
        try
        {
            using var stream = new MemoryStream(bytes);
            commands = Split(stream).Commands;
            return true;
        }
        catch (ScriptException)
        {
            // A file that is wrong on purpose (a NUL, no UTF-8) has no place between others.
            return false;
        }
    }

    private static MemoryStream Repeat(List<byte[]> files, int length)
    {
        // An end that every file is sure to get closes what it leaves open, so that the next one is read as itself.
        var end = "\n'\n\"\n*/\n;\n"u8;
        var stream = new MemoryStream(length + (1 << 20));
        while (stream.Length < length)
        {
            foreach (var file in files)
            {
                stream.Write(file);
                if (LeavesOpen(file))
                {
                    stream.Write(end);
                }
            }
        }

        return stream;
    }

    private static bool LeavesOpen(byte[] file)
    {
        using var stream = new MemoryStream();
        stream.Write(file);
        stream.Write("\n;\n\\if false\n"u8);
        stream.Position = 0;
        var reader = Reader(stream);
        while (true)
        {
            switch (reader.Read())
            {
                case ScriptItem.Statement:
                    reader.DropStatement();
                    break;
                case ScriptItem.MetaCommand:
                    reader.EndCommand(succeeded: true);
                    break;
                default:
                    return reader.Buffer.Length > 0;
            }
        }
    }

    private static (long Statements, long Commands) Split(Stream stream)
    {
        var reader = Reader(stream);
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

        public string? Variable(string name) => null;

        public bool IsKnown(string name) => true;

        public string RunShell(string command, string path, TextPosition position) => string.Empty;

        public void Report(MessageSeverity severity, string path, int line, string text)
        {
            // What psql would say to a script that lacks its variables is not what is measured.
        }
    }
}
