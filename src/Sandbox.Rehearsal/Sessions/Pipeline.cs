using Sandbox.Postgres;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>A pipeline of psql 18: what was sent since <c>\startpipeline</c> and whose results nobody has asked for yet, with psql's own three counts.</summary>
internal sealed class Pipeline
{
    private readonly Queue<Entry> _entries = new();

    /// <summary>Commands that no flush request and no sync has covered yet: their results cannot be had.</summary>
    public int Commands { get; private set; }

    /// <summary>Syncs whose turn has not come.</summary>
    public int Syncs { get; private set; }

    /// <summary>Commands whose results can be had.</summary>
    public int Results { get; private set; }

    /// <summary>Whether a command has failed since the last sync, so that the server runs none.</summary>
    public bool IsAborted { get; private set; }

    /// <summary>Adds a command; null for one that did not run, because the pipeline is aborted.</summary>
    public void Add(Statement statement, PlayedReply? reply)
    {
        _entries.Enqueue(new Entry(statement, reply, IsSync: false));
        IsAborted |= reply?.Error is not null;
        Commands++;
    }

    /// <summary>Adds a sync, with the error of the commit that it is.</summary>
    public void AddSync(Statement statement, ServerMessage? error)
    {
        _entries.Enqueue(new Entry(statement, error is null ? null : new PlayedReply([new Reply { Error = error }]), IsSync: true));
        IsAborted = false;
        Syncs++;
        Flush();
    }

    /// <summary>Makes the results of all commands available.</summary>
    public void Flush()
    {
        Results += Commands;
        Commands = 0;
    }

    /// <summary>Takes the next result.</summary>
    public Entry Take()
    {
        var entry = _entries.Dequeue();
        if (entry.IsSync)
        {
            Syncs--;
        }
        else
        {
            Results--;
        }

        return entry;
    }

    /// <summary>A command or a sync.</summary>
    /// <param name="Statement">The command's text, and its place.</param>
    /// <param name="Reply">What came of it; null for a command that did not run, and for a sync that went well.</param>
    /// <param name="IsSync">Whether it is a sync.</param>
    internal sealed record Entry(Statement Statement, PlayedReply? Reply, bool IsSync);
}
