namespace Sandbox.Rehearsal.States;

/// <summary>How something differs.</summary>
public enum StateChange
{
    /// <summary>It is there now and was not before.</summary>
    Added,

    /// <summary>It was there before and is not now.</summary>
    Removed,

    /// <summary>It is another than before.</summary>
    Changed,

    /// <summary>A row that was added or changed; which of the two is not known, because the rows before were not kept.</summary>
    Written,

    /// <summary>It could not be measured, before or now: it may differ.</summary>
    NotMeasured,
}
