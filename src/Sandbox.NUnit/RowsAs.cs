namespace Sandbox.NUnit;

/// <summary>As what the rows of two results are compared.</summary>
public enum RowsAs
{
    /// <summary>In their order.</summary>
    List,

    /// <summary>In any order, as often as they come.</summary>
    Bag,

    /// <summary>In any order, however often they come.</summary>
    Set,
}
