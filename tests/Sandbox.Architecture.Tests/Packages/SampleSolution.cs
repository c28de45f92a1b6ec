using System.IO.Compression;
using System.Text.Json;

namespace Sandbox.Architecture.Tests.Packages;

/// <summary>
/// A solution that somebody has: projects of the plain SDK in a folder of their own, to which the package was added and nothing else. It is packed, restored
/// from a folder into a package folder of its own, and built once.
/// </summary>
internal sealed class SampleSolution : IDisposable
{
    private const string Package = "analyzers/Sandbox.Analyzers.CodeFixes/Sandbox.Analyzers.CodeFixes.csproj";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sandbox-sample-");

    /// <summary>What the package holds, by its paths.</summary>
    public IReadOnlyList<string> Entries { get; private set; } = [];

    /// <summary>What the build printed.</summary>
    public string Output { get; private set; } = "";

    /// <summary>Writes a file.</summary>
    /// <param name="path">Relative to the solution's folder.</param>
    /// <param name="text">Its text.</param>
    public void Write(string path, string text)
    {
        var file = Path.Combine(_folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>Writes a library that references the package.</summary>
    /// <param name="name">Its name and its folder's.</param>
    /// <param name="properties">What it sets besides, as XML.</param>
    public void WriteProject(string name, string properties = "") => Write($"{name}/{name}.csproj", $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ErrorLog>$(MSBuildProjectDirectory)/findings.sarif,version=2.1</ErrorLog>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Sandbox.Analyzers" Version="*" PrivateAssets="all" />
          </ItemGroup>
        </Project>
        """);

    /// <summary>Packs the analyzers as they were built with these tests, and builds all projects.</summary>
    public void Build()
    {
        Write("NuGet.config", """
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><clear /><add key="local" value="feed" /></packageSources>
            </configuration>
            """);
        var projects = Directory.GetFiles(_folder.FullName, "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => $"""<Project Path="{Path.GetRelativePath(_folder.FullName, file)}" />""");
        Write("Sample.slnx", $"<Solution>{string.Concat(projects)}</Solution>");

        var feed = Path.Combine(_folder.FullName, "feed");
        Output = DotNet.Run(["pack", Repository.PathOf(Package), "--no-build", "-c", Repository.BuiltWith("Configuration"), "-o", feed, "-nodeReuse:false"]);
        var package = Directory.GetFiles(feed, "Sandbox.Analyzers.*.nupkg").ShouldHaveSingleItem(Output);
        using (var archive = ZipFile.OpenRead(package))
        {
            Entries = [.. archive.Entries.Select(static entry => entry.FullName).Order(StringComparer.Ordinal)];
        }

        Output = DotNet.Run(["build", Path.Combine(_folder.FullName, "Sample.slnx"), "-nodeReuse:false", "-p:UseSharedCompilation=false", "-p:NuGetAudit=false"]);
    }

    /// <summary>What the build says to one project alone.</summary>
    /// <param name="name">The project.</param>
    /// <param name="arguments">MSBuild's further arguments.</param>
    public string Ask(string name, params string[] arguments) => DotNet.Run(["msbuild", Path.Combine(_folder.FullName, name, name + ".csproj"), "-nologo", "-nodeReuse:false", .. arguments]);

    /// <summary>What was found in a project, in the order of places.</summary>
    /// <param name="name">The project.</param>
    public IReadOnlyList<SampleFinding> FindingsOf(string name)
    {
        var log = Path.Combine(_folder.FullName, name, "findings.sarif");
        File.Exists(log).ShouldBeTrue(Output);
        using var sarif = JsonDocument.Parse(File.ReadAllText(log));
        return
        [
            .. sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
                .Select(SampleFinding.Read)
                .OrderBy(static finding => finding.File, StringComparer.Ordinal).ThenBy(static finding => finding.Line).ThenBy(static finding => finding.Column),
        ];
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
