namespace Sandbox.Linting.Sources;

/// <summary>What a text is.</summary>
internal enum SourceKind
{
    /// <summary>SQL, or a script for psql: every SQL file may be one.</summary>
    Script,

    /// <summary>A script for a shell.</summary>
    Shell,
}
