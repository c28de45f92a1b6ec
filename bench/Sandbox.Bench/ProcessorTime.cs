using System.Diagnostics;
using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;

namespace Sandbox.Bench;

/// <summary>Processor time (Linux): what a core has to give, whatever runs beside it. As a value: that of this process and of a server with all that it started, the ended ones too.</summary>
internal sealed class ProcessorTime
{
    private const int TicksPerSecond = 100;

    private readonly string _postmaster;

    private ProcessorTime(string postmaster) => _postmaster = postmaster;

    /// <summary>Finds the server's first process.</summary>
    public static async Task<ProcessorTime> OfAsync(WireSession session)
    {
        var backend = await session.ScalarAsync("SELECT pg_backend_pid()", CancellationToken.None);
        return new ProcessorTime(Fields(backend!)[1]);
    }

    /// <summary>Milliseconds so far.</summary>
    public double Read()
    {
        using var own = Process.GetCurrentProcess();
        var ticks = Ticks(Fields(_postmaster), 11, 15) + SumOfAll(process => Fields(process) is var fields && fields[1] == _postmaster ? Ticks(fields, 11, 13) : 0);
        return own.TotalProcessorTime.TotalMilliseconds + (ticks * 1000.0 / TicksPerSecond);
    }

    /// <summary>Milliseconds so far of what this process has started and has ended since, with all that it started, and of a process that stays for others.</summary>
    /// <param name="stays">A word on the command line of the one that stays.</param>
    public static double ReadEnded(string stays)
    {
        var ticks = Ticks(Fields("self"), 13, 15)
            + SumOfAll(process => File.ReadAllText($"/proc/{process}/cmdline").Contains(stays, StringComparison.Ordinal) ? Ticks(Fields(process), 11, 13) : 0);
        return ticks * 1000.0 / TicksPerSecond;
    }

    private static long SumOfAll(Func<string, long> ticksOf)
    {
        var sum = 0L;
        foreach (var process in Directory.EnumerateDirectories("/proc", "*").Select(static folder => Path.GetFileName(folder)).Where(static name => char.IsAsciiDigit(name[0])))
        {
            try
            {
                sum += ticksOf(process);
            }
            catch (IOException)
            {
                // It has ended since it was listed, and counts with its parent now.
            }
        }

        return sum;
    }

    private static long Ticks(string[] fields, int from, int to) => Enumerable.Range(from, to - from).Sum(place => long.Parse(fields[place], CultureInfo.InvariantCulture));

    /// <summary>What stands behind the name, which may hold blanks.</summary>
    private static string[] Fields(string process)
    {
        var text = File.ReadAllText($"/proc/{process}/stat");
        return text[(text.LastIndexOf(')') + 2)..].Split(' ');
    }
}
