namespace Sandbox.Bench;

/// <summary>The scripts of one folder.</summary>
/// <param name="Folder">The folder, as it was named.</param>
/// <param name="Scripts">Its scripts.</param>
internal sealed record ComparedSet(string Folder, IReadOnlyList<ComparedScript> Scripts);
