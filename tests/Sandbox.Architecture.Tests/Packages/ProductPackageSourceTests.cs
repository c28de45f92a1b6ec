using System.Diagnostics;
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace Sandbox.Architecture.Tests.Packages;

/// <summary>The way from a package's symbols to its sources, which a build writes where its clone knows where it came from. It packs, so it runs where the product is packed (<see cref="ProductPackageTests"/>).</summary>
[TestFixture]
[Parallelizable(ParallelScope.Self)]
internal sealed class ProductPackageSourceTests
{
    private const string Origin = "https://github.com/example/sandbox";

    /// <summary>What Source Link calls its map in a PDB (dotnet/runtime, docs/design/specs/PortablePdb-Metadata.md).</summary>
    private static readonly Guid s_sourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    [Test]
    public void Symbols_lead_to_the_sources_of_the_commit_that_was_packed()
    {
        if (Environment.GetEnvironmentVariable("SANDBOX_PACKAGES") is not { Length: > 0 })
        {
            Assert.Ignore("a clone is packed where SANDBOX_PACKAGES names a folder for the packages, as in .ci/run");
        }

        var folder = Directory.CreateTempSubdirectory("sandbox-source-");
        try
        {
            var (clone, packages) = (Path.Combine(folder.FullName, "clone"), Path.Combine(folder.FullName, "packages"));
            Git("clone", "--quiet", Repository.Root, clone);
            Git("-C", clone, "remote", "set-url", "origin", Origin + ".git");
            var commit = Git("-C", clone, "rev-parse", "HEAD").Trim();

            DotNet.Run(
                ["pack", Path.Combine(clone, "src", "Sandbox.Syntax"), "-c", "Release", "-o", packages, "-p:RunAnalyzers=false", "-p:ContinuousIntegrationBuild=true", "-nodeReuse:false", "-p:UseSharedCompilation=false"]);

            using var package = ZipFile.OpenRead(Directory.GetFiles(packages, "*.nupkg").Single());
            using var description = package.GetEntry("Sandbox.Syntax.nuspec")!.Open();
            var repository = XDocument.Load(description).Descendants().Single(static element => element.Name.LocalName == "repository");
            (repository.Attribute("url")!.Value, repository.Attribute("commit")!.Value).ShouldBe((Origin + ".git", commit));
            using var symbols = ZipFile.OpenRead(Directory.GetFiles(packages, "*.snupkg").Single());
            var (map, documents) = Read(symbols.GetEntry("lib/net10.0/Sandbox.Syntax.pdb")!);
            map.ShouldBe([new("/_/*", $"https://raw.githubusercontent.com/example/sandbox/{commit}/*")]);
            documents.ShouldContain("/_/src/Sandbox.Syntax/Lexing/Lexer.cs");
        }
        finally
        {
            foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories))
            {
                // Git's own are kept from being written to.
                file.Attributes = FileAttributes.Normal;
            }

            folder.Delete(recursive: true);
        }
    }

    private static (List<KeyValuePair<string, string?>> Map, List<string> Documents) Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        copy.Position = 0;
        using var provider = MetadataReaderProvider.FromPortablePdbStream(copy);
        var reader = provider.GetMetadataReader();
        var link = reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation).Single(information => reader.GetGuid(information.Kind) == s_sourceLink);
        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(reader.GetBlobBytes(link.Value)));
        return (
            [.. json.RootElement.GetProperty("documents").EnumerateObject().Select(static path => KeyValuePair.Create(path.Name, path.Value.GetString()))],
            [.. reader.Documents.Select(document => reader.GetString(reader.GetDocument(document).Name))]);
    }

    private static string Git(params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo("git", words) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
        return output;
    }
}
