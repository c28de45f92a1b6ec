namespace Sandbox.Rehearsal.NetZero;

/// <summary>Whether it is proven that nothing survived the rollback.</summary>
public enum ProofStatus
{
    /// <summary>Every transaction id from the run's first to the proof's own is aborted.</summary>
    Proven,

    /// <summary>The run's own transaction is aborted; other sessions committed meanwhile, and they are named.</summary>
    Foreign,

    /// <summary>Not proven.</summary>
    NotProven,
}
