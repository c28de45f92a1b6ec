using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Sandbox.Architecture.Tests.References;

/// <summary>Reads an assembly's file, without loading it.</summary>
internal static class CompiledAssembly
{
    private static readonly string Framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <summary>The assemblies that its code uses, apart from those of .NET itself.</summary>
    /// <param name="path">The dll.</param>
    public static IReadOnlyList<string> ReferencesOf(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences
            .Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
            .Where(static name => !File.Exists(Path.Combine(Framework, name + ".dll")))
            .Order(StringComparer.Ordinal)];
    }
}
