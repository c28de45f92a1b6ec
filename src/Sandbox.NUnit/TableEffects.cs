using Sandbox.Rehearsal.Effects;

namespace Sandbox.NUnit;

/// <summary>What was done to one table, triggers' and cascades' work included.</summary>
public sealed class TableEffects
{
    internal TableEffects(string name, TableEffect? effect)
    {
        Name = name;
        Work = effect is null ? RowCounts.None : effect.Work;
        var net = effect is null ? RowCounts.None : effect.Net;
        Inserted = new RowNumber(name, "inserted", net?.Inserted);
        Updated = new RowNumber(name, "updated", net?.Updated);
        Deleted = new RowNumber(name, "deleted", net?.Deleted);
    }

    /// <summary>The table as <c>schema.name</c>; <c>public</c> is left out.</summary>
    public string Name { get; }

    /// <summary>Rows inserted, of work that stands: what a ROLLBACK of the test's own undid is not counted.</summary>
    public RowNumber Inserted { get; }

    /// <summary>Rows updated, of work that stands; one that was updated twice counts twice.</summary>
    public RowNumber Updated { get; }

    /// <summary>Rows deleted, of work that stands.</summary>
    public RowNumber Deleted { get; }

    /// <summary>All work, undone or not; null where it was not measured.</summary>
    public RowCounts? Work { get; }

    /// <summary>Fails unless nothing that stands was done to it.</summary>
    /// <exception cref="global::NUnit.Framework.AssertionException">Something was.</exception>
    public void ShouldBeUntouched()
    {
        Inserted.ShouldBe(0);
        Updated.ShouldBe(0);
        Deleted.ShouldBe(0);
    }
}
