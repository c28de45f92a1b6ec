using System.Xml.Linq;

namespace Sandbox.Architecture.Tests;

/// <summary>What a project file says by itself.</summary>
/// <param name="Path">The full path.</param>
/// <param name="References">The names of the projects that it references.</param>
/// <param name="Packages">The packages that it references.</param>
/// <param name="AssemblyName">What its assembly is called.</param>
internal sealed record ProjectFile(string Path, IReadOnlyList<string> References, IReadOnlyList<string> Packages, string AssemblyName)
{
    /// <summary>The project's name, which is its folder's name too.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Reads one.</summary>
    /// <param name="path">The full path.</param>
    public static ProjectFile Read(string path)
    {
        var document = XDocument.Load(path);
        return new ProjectFile(
            path,
            [.. Includes(document, "ProjectReference").Select(static include => System.IO.Path.GetFileNameWithoutExtension(include.Replace('\\', '/')))],
            [.. Includes(document, "PackageReference")],
            document.Descendants("AssemblyName").SingleOrDefault()?.Value ?? System.IO.Path.GetFileNameWithoutExtension(path));
    }

    /// <summary>The name, for the names of test cases.</summary>
    public override string ToString() => Name;

    private static IEnumerable<string> Includes(XDocument document, string element) =>
        document.Descendants(element).Select(static item => (string?)item.Attribute("Include")).OfType<string>();
}
