using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;

namespace Sandbox.Architecture.Tests.Packages;

/// <summary>The product's packages, and the tool as somebody installs it. Packing takes minutes, so it happens where <c>SANDBOX_PACKAGES</c> names a folder for the packages, as in <c>.ci/run</c>, which goes on with them.</summary>
[TestFixture]
[Parallelizable(ParallelScope.Self)]
internal sealed class ProductPackageTests
{
    private static readonly string[] s_libraries = ["Sandbox.Lifecycle", "Sandbox.NUnit", "Sandbox.Postgres", "Sandbox.Rehearsal", "Sandbox.Syntax"];
    private static readonly string[] s_tools = ["Sandbox.Cli", "Sandbox.Cli.any", "Sandbox.Cli.linux-x64"];

    private ProductFeed? _packed;

    private ProductFeed Feed => _packed ?? throw new InvalidOperationException("nothing was packed");

    private static IEnumerable<string> Packages => [.. s_libraries, .. s_tools, "Sandbox.Analyzers"];

    [OneTimeSetUp]
    public void Pack()
    {
        if (Environment.GetEnvironmentVariable("SANDBOX_PACKAGES") is not { Length: > 0 } path)
        {
            Assert.Ignore("the product is packed where SANDBOX_PACKAGES names a folder for the packages, as in .ci/run");
            return;
        }

        _packed = new ProductFeed(path);
        _packed.Pack();
    }

    [Test]
    public void There_is_a_package_of_each_and_symbols_of_each_that_runs() =>
        Feed.Files.ShouldBe(Packages.Select(static package => package + ".nupkg").Concat(s_libraries.Append("Sandbox.Cli.any").Select(static package => package + ".snupkg")).ToList(), ignoreOrder: true, customMessage: Feed.Output);

    [TestCaseSource(nameof(Packages))]
    public void Each_says_what_it_is(string package)
    {
        using var archive = Feed.Open(package + ".nupkg");
        var metadata = XDocument.Parse(Text(archive, package + ".nuspec")).Root!.Elements().Single();
        string? Said(string name) => metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

        Said("license").ShouldBe("MIT");
        Said("authors").ShouldNotBeNullOrEmpty();
        Said("description").ShouldNotBe("Package Description");
        Said("tags").ShouldNotBeNull().ShouldContain("postgresql");
        Text(archive, Said("readme")!).ShouldStartWith("# Sandbox");
        archive.GetEntry(Said("icon")!).ShouldNotBeNull().Length.ShouldBeGreaterThan(1000);
        metadata.Elements().Single(static element => element.Name.LocalName == "repository").Attribute("commit")!.Value.Length.ShouldBe(40);
    }

    [TestCaseSource(nameof(s_libraries))]
    public void A_library_has_its_documentation_and_its_symbols(string package)
    {
        using var archive = Feed.Open(package + ".nupkg");
        archive.GetEntry($"lib/net10.0/{package}.dll").ShouldNotBeNull();
        archive.GetEntry($"lib/net10.0/{package}.xml").ShouldNotBeNull();
        using var symbols = Feed.Open(package + ".snupkg");
        symbols.GetEntry($"lib/net10.0/{package}.pdb").ShouldNotBeNull();
    }

    [Test]
    public void The_tests_package_tells_projects_where_they_are()
    {
        using var archive = Feed.Open("Sandbox.NUnit.nupkg");
        archive.GetEntry("build/Sandbox.NUnit.targets").ShouldNotBeNull();
        archive.GetEntry("buildTransitive/Sandbox.NUnit.targets").ShouldNotBeNull();
    }

    [TestCase("Sandbox.Cli.linux-x64", "sandbox")]
    [TestCase("Sandbox.Cli.any", "sandbox.dll")]
    public void The_tool_is_a_program_of_its_own_where_its_platform_is_known(string package, string program)
    {
        using var archive = Feed.Open(package + ".nupkg");
        var files = archive.Entries.Where(static entry => entry.FullName.StartsWith("tools/", StringComparison.Ordinal)).Select(static entry => entry.Name).ToList();
        files.ShouldContain(program);
        if (program == "sandbox")
        {
            // Nothing beside it that would need a runtime.
            files.ShouldBe(["sandbox", "DotnetToolSettings.xml"], ignoreOrder: true);
        }
    }

    [Test, CancelAfter(300_000)]
    public async Task The_tool_is_installed_from_its_file_alone_and_rehearses_a_script()
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var folder = Directory.CreateDirectory(Path.Combine(Feed.Path, "somebody"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "NuGet.config"), $"""<configuration><packageSources><clear /><add key="feed" value="{Feed.Path}" /></packageSources></configuration>""", cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "clone.sql"), "CREATE TABLE items (id int PRIMARY KEY);\n", cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "script.sql"), "-- sandbox: snapshot none\nINSERT INTO items SELECT generate_series(1, 3);\n", cancellationToken);

        await RunAsync(DotNetProgram, folder, "tool", "install", "Sandbox.Cli", "--tool-path", "tools", "--configfile", "NuGet.config", "--no-cache");
        (await RunAsync(Path.Combine(folder.FullName, "tools", "sandbox"), folder, "--version")).ShouldStartWith(ProductFeed.Version);

        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "risky.sql"), "DROP DATABASE shop;\n", cancellationToken);
        using var findings = JsonDocument.Parse(await RunAsync(Path.Combine(folder.FullName, "tools", "sandbox"), folder, "lint", "risky.sql", "--format", "sarif", "--fail-on", "never"));
        findings.RootElement.GetProperty("runs")[0].GetProperty("tool").GetProperty("driver").GetProperty("rules")[0].GetProperty("helpUri").GetString().ShouldBe(ProductFeed.RulePages + "SBX1001.md");

        using var report = JsonDocument.Parse(await RunAsync(Path.Combine(folder.FullName, "tools", "sandbox"), folder, "rehearse", "script.sql", "--json"));
        report.RootElement.GetProperty("verdict").GetString().ShouldBe("pass");
        report.RootElement.GetProperty("scripts")[0].GetProperty("effects").GetProperty("tables")[0].GetProperty("inserted").GetInt64().ShouldBe(3);
    }

    private static string DotNetProgram => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static async Task<string> RunAsync(string program, DirectoryInfo folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder.FullName, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NUGET_PACKAGES"] = Path.Combine(folder.FullName, "packages");
        if (Path.GetDirectoryName(Environment.ProcessPath) is { } runtime && File.Exists(Path.Combine(runtime, "dotnet")))
        {
            start.Environment["DOTNET_ROOT"] = runtime;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(TestContext.CurrentContext.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.CurrentContext.CancellationToken);
        await process.WaitForExitAsync(TestContext.CurrentContext.CancellationToken);
        process.ExitCode.ShouldBe(0, output + await errors);
        return output;
    }

    private static string Text(ZipArchive archive, string name)
    {
        using var reader = new StreamReader(archive.GetEntry(name).ShouldNotBeNull(name).Open());
        return reader.ReadToEnd();
    }
}
