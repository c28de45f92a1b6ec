namespace Sandbox.Rehearsal.Describing;

/// <summary>The settings of psql that change what a describe command prints.</summary>
/// <param name="DialectMajorVersion">psql's major version, 13 to 18: texts and columns differ between them.</param>
public sealed record DescribeSettings(int DialectMajorVersion)
{
    /// <summary>QUIET: a list without rows is printed as an empty table, and no message says that nothing was found.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>HIDE_TABLEAM: table access methods are left out.</summary>
    public bool HidesAccessMethods { get; init; }

    /// <summary>HIDE_TOAST_COMPRESSION: columns' compression methods are left out.</summary>
    public bool HidesCompression { get; init; }
}
