using System.Runtime.InteropServices;

namespace Sandbox.Syntax.Rules;

/// <summary>What surrounds a text when it runs.</summary>
/// <param name="Guarded">A guard stands before it on every path.</param>
/// <param name="Driven">The names in it come from a catalog by a pattern.</param>
/// <param name="Generated">It is the result of a query; nothing here executes it.</param>
/// <param name="InBody">It stands in a body of a procedural language.</param>
/// <param name="Depth">In how many literals it stands.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextContext(bool Guarded, bool Driven, bool Generated, bool InBody, int Depth)
{
    /// <summary>It is carried to another connection, as by dblink.</summary>
    public bool IsRemote { get; init; }

    /// <summary>A body executes it, in the transaction of whoever runs that.</summary>
    public bool IsExecuted { get; init; }

    /// <summary>psql sends it in one message with others, by <c>\;</c>: a transaction block of its own.</summary>
    public bool IsBundled { get; init; }

    /// <summary>The context of a literal in this one.</summary>
    public TextContext Nested(bool guarded, bool driven, bool generated = false, bool inBody = false) =>
        new(guarded, driven, generated, inBody, Depth + 1) { IsRemote = IsRemote, IsExecuted = IsExecuted || InBody };
}
