using System.Runtime.InteropServices;
using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules;

/// <summary>What a text is.</summary>
/// <param name="Psql">A psql script, with meta-commands, variables and COPY data; otherwise SQL as a driver sends it.</param>
/// <param name="Partial">
/// Parts are unknown and stand in the text as <see cref="MappedText.Hole"/>: only rules that are <see cref="Rule.SafeOnPartialText"/> run.
/// </param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RuleOptions(bool Psql = false, bool Partial = false)
{
    /// <summary>The major version of the server that the text is for; 0 for the newest.</summary>
    public int ServerVersion { get; init; }

    /// <summary>Whoever runs the text opens a transaction around all of it, as <c>psql -1</c> and most migration tools do.</summary>
    public bool InTransaction { get; init; }

    /// <summary>
    /// Hosts and databases that no script may name, a star for any characters; null for those of which a word says production
    /// (<c>prod</c>, <c>production</c>, <c>prd</c>).
    /// </summary>
    public IReadOnlyList<string>? Denied { get; init; }

    /// <summary>Schemas that others keep things in besides <c>public</c>, as the server knows their names.</summary>
    public IReadOnlyList<string>? SharedSchemas { get; init; }

    /// <summary>The names that are put into the text come from a catalog by a pattern, or are all that it holds.</summary>
    public bool NamesFromCatalog { get; init; }

    /// <summary>Whoever runs the text has a guard before it that looked at another connection.</summary>
    public bool GuardedElsewhere { get; init; }

    /// <summary>How much a step before the text may have failed to take without anybody hearing of it, as SBX1007 counts; 0 where there is none.</summary>
    public int FailedUnseen { get; init; }

    /// <summary>What the session has made or dropped before the text.</summary>
    internal IReadOnlyList<StatementFact>? DefinedBefore { get; init; }

    /// <summary>Whoever runs the command line puts the path of a folder into it that it has had made itself.</summary>
    public bool OwnsFolders { get; init; }

    /// <summary>A whole .sql file.</summary>
    public static RuleOptions Script => new(Psql: true);
}
