using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Scripts;

/// <summary>Which psql a script is written for; where versions differ, the newest is the default.</summary>
/// <param name="MajorVersion">psql's major version, 13 to 18.</param>
public sealed record PsqlDialect(int MajorVersion)
{
    /// <summary>psql 18's dialect.</summary>
    public static PsqlDialect Newest { get; } = new(18);

    /// <summary>psql's minor version, where it is known: scripts see it in VERSION_NUM.</summary>
    public int? MinorVersion { get; init; }

    /// <summary>Whether the line that ends inline COPY data goes to the server too (up to 17).</summary>
    public bool SendsEndOfCopyData => MajorVersion < 18;

    /// <summary>Whether line comments inside a statement are sent (15 and later) or left out.</summary>
    public bool KeepsInnerComments => MajorVersion >= 15;

    /// <summary>How <c>BEGIN ATOMIC</c> bodies hold a statement together (14 and later).</summary>
    public AtomicBodies AtomicBodies => MajorVersion >= 17 ? AtomicBodies.Newest : MajorVersion >= 14 ? AtomicBodies.Forgetful : AtomicBodies.Unknown;

    /// <summary>Whether all of the lexer's state is put back after a branch that was not taken (17.11, 18.6), or the open parentheses alone.</summary>
    public bool RestoresWholeState => MajorVersion >= 17;

    /// <summary>Whether a vertical tab is white space (16 and later).</summary>
    public bool TakesVerticalTabForSpace => MajorVersion >= 16;

    /// <summary>Whether <c>\restrict</c> and <c>\unrestrict</c> are known: from the minor versions of August 2025 on, and where the minor version is not known.</summary>
    public bool HasRestriction => MinorVersion is not { } minor || minor >= MajorVersion switch { 13 => 22, 14 => 19, 15 => 14, 16 => 10, 17 => 6, _ => 0 };

    /// <summary>Whether the data of a COPY that failed is skipped (17.11, 18.6) or run as statements.</summary>
    public bool SkipsDataOfFailedCopy => MajorVersion >= 17;
}
