namespace Sandbox.Rehearsal.States;

/// <summary>How a state is read.</summary>
public sealed record StateOptions
{
    /// <summary>How many rows of a table are kept with their values, so that a difference can show what they were before; 0 for none.</summary>
    public int Rows { get; init; } = 10_000;

    /// <summary>How many bytes of tables are kept with their values, the smallest tables first.</summary>
    public long Bytes { get; init; } = 32L << 20;

    /// <summary>Whether every table is read, also those that nothing can have written to since <see cref="Before"/>.</summary>
    public bool Full { get; init; }

    /// <summary>Whether what all databases of the cluster share belongs to the state: roles, other databases, server settings, slots, prepared transactions.</summary>
    public bool Cluster { get; init; } = true;

    /// <summary>How many sessions read tables at a time; the number of processors unless said otherwise.</summary>
    public int Sessions { get; init; } = Environment.ProcessorCount;

    /// <summary>How long a session waits for a table that somebody has locked before it is not measured.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether rows are kept for a comparison to come; else those of the tables that differ from <see cref="Before"/> are read.</summary>
    internal bool KeepsRows { get; init; } = true;

    /// <summary>An earlier state of the database: tables that nothing can have written to since are taken over from it; null for none.</summary>
    public DatabaseState? Before { get; init; }
}
