using System.Text.Json;
using Sandbox.Rehearsal.Inputs;

namespace Sandbox.Lifecycle;

/// <summary>What opens a plan or a dry run.</summary>
/// <param name="Name">A variable of the environment.</param>
/// <param name="Value">The value that it must have.</param>
public sealed record Gate(string Name, string Value)
{
    /// <summary>Whether it is open.</summary>
    /// <param name="environment">The environment's variables.</param>
    public bool IsOpen(IReadOnlyDictionary<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return string.Equals(environment.GetValueOrDefault(Name), Value, StringComparison.Ordinal);
    }

    internal static Gate Read(InputDocument input, JsonElement part, string at)
    {
        var (name, value) = input.Pair(part, at, "name", "value");
        return new Gate(name, value);
    }
}
