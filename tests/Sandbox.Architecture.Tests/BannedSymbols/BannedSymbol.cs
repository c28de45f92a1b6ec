namespace Sandbox.Architecture.Tests.BannedSymbols;

/// <summary>One line of <c>BannedSymbols.txt</c>.</summary>
/// <param name="Id">The symbol's documentation id.</param>
/// <param name="Instead">What to do instead.</param>
internal sealed record BannedSymbol(string Id, string Instead)
{
    /// <summary>The list of this repository.</summary>
    public static string ListPath => Repository.PathOf("BannedSymbols.txt");

    /// <summary>All lines of the list.</summary>
    public static IReadOnlyList<BannedSymbol> All { get; } = [.. File.ReadAllLines(ListPath)
        .Where(static line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))
        .Select(static line => line.Split(';', 2))
        .Select(static parts => new BannedSymbol(parts[0], parts.ElementAtOrDefault(1) ?? ""))];

    /// <summary>The id, for the names of test cases.</summary>
    public override string ToString() => Id;
}
