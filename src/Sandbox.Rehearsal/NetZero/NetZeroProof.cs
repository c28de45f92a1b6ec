namespace Sandbox.Rehearsal.NetZero;

/// <summary>The proof that nothing was left behind, with its evidence.</summary>
public sealed record NetZeroProof
{
    /// <summary>What is proven.</summary>
    public required ProofStatus Proven { get; init; }

    /// <summary>What the server says of the run's own transaction: <c>aborted</c>, or what is wrong.</summary>
    public required string TransactionStatus { get; init; }

    /// <summary>The run's own transaction id, the first of the range that was looked at.</summary>
    public long? FirstId { get; init; }

    /// <summary>The id that the proof's own rolled-back transaction took, the last of the range.</summary>
    public long? LastId { get; init; }

    /// <summary>Transactions in the range that are not aborted.</summary>
    public IReadOnlyList<ForeignTransaction> ForeignCommits { get; init; } = [];

    /// <summary>What differs from before.</summary>
    public IReadOnlyList<Residue> Residue { get; init; } = [];

    /// <summary>What others changed meanwhile, as far as it is known: what all databases share, and the clone where others had it open. Not residue of the run.</summary>
    public IReadOnlyList<Residue> ForeignChanges { get; init; } = [];

    /// <summary>Where others committed: whether what ids cannot prove was compared with before, or why not, one line; null where ids prove it all.</summary>
    public string? Comparison { get; init; }

    /// <summary>How long all questions of the proof took, before the run and after it, in milliseconds.</summary>
    public double ElapsedMs { get; init; }

    /// <summary>Whether nothing is left, so that the clone may be used again as if nothing had happened; physical residue may be there.</summary>
    public bool LeavesNothing => Proven == ProofStatus.Proven && Residue.All(static residue => residue.Kind == ResidueKind.Physical);

    /// <summary>Why it is not proven, or what others did, one line; null where it is proven.</summary>
    public string? Reason { get; init; }
}
