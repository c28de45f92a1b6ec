using System.Globalization;
using Sandbox.Postgres.Servers;
using Sandbox.Rehearsal.Tests.Differential.Comparing;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Bench;

/// <summary>Compares the engine with psql over the scripts of folders: the statements that the server received, the output, the exit status, the end state.</summary>
internal static class PsqlCompare
{
    private const string Database = "corpus";

    /// <summary>Compares and reports; 0 where nothing differs that is not listed.</summary>
    /// <param name="arguments">What to do.</param>
    public static async Task<int> RunAsync(PsqlCompareArguments arguments)
    {
        var known = KnownDifferences.Read(arguments.Differences);
        var version = new Version();
        var sets = new List<ComparedSet>();
        foreach (var folder in arguments.Folders)
        {
            using var files = new FilesOfScripts(Path.GetFullPath(folder));
            await using var pool = new ServerPool(ServerChoice.Parse(arguments.Server), Environment.ProcessorCount)
            {
                Prepare = (server, cancellationToken) => PrepareAsync(server, folder, cancellationToken),
            };
            version = await pool.UseAsync(static server => Task.FromResult(server.Version), CancellationToken.None);
            var compared = await CompareAsync(pool, ScriptCase.In(folder).Where(script => script.Name.Contains(arguments.Only, StringComparison.Ordinal)));
            sets.Add(new ComparedSet(folder, compared));
        }

        foreach (var script in sets.SelectMany(static set => set.Scripts))
        {
            foreach (var difference in script.Differences)
            {
                Console.WriteLine($"{script.Case.Key}\t{difference.Aspect}\t{(difference.IsUnstable ? "unstable: " : "")}{difference.Detail}");
            }
        }

        foreach (var set in sets)
        {
            Console.WriteLine(CompatibilityDocument.Line(set));
        }

        return Finish(arguments, known, sets, version);
    }

    private static int Finish(PsqlCompareArguments arguments, KnownDifferences known, List<ComparedSet> sets, Version version)
    {
        var unlisted = 0;
        foreach (var script in sets.SelectMany(static set => set.Scripts))
        {
            unlisted += script.Differences.Count(difference => !difference.IsUnstable && known.Reason(script.Case.Key, difference.Aspect) is null);
            known.Update(script.Case.Key, script.Verdict);
        }

        if (arguments.UpdatesDifferences)
        {
            known.Write(arguments.Differences);
        }

        if (arguments.Document is { } document)
        {
            File.WriteAllText(document, CompatibilityDocument.Text(sets, known, version));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{unlisted} differences that {arguments.Differences} did not list"));
        return unlisted == 0 ? 0 : 1;
    }

    private static async Task<IReadOnlyList<ComparedScript>> CompareAsync(ServerPool pool, IEnumerable<ScriptCase> scripts)
    {
        var compared = new List<Task<ComparedScript>>();
        foreach (var script in scripts)
        {
            compared.Add(CompareAsync(pool, script));
        }

        return await Task.WhenAll(compared);
    }

    private static async Task<ComparedScript> CompareAsync(ServerPool pool, ScriptCase script)
    {
        try
        {
            var verdict = await pool.UseAsync(
                server => CaseComparison.RunAsync(
                    server, new PsqlRun(Psql(server)), new EngineRun(new PsqlDialect(server.Version.Major) { MinorVersion = server.Version.Minor }), script, Database, CancellationToken.None),
                CancellationToken.None);
            return new ComparedScript(script, verdict);
        }
        catch (SandboxException failure)
        {
            // One script that brings its server down does not hide what the others have to tell.
            return new ComparedScript(script, new CaseVerdict(new HashSet<Aspect> { Aspect.Ending }, [new Difference(Aspect.Ending, $"could not be compared: {failure.Message}")]));
        }
    }

    private static async Task PrepareAsync(ComparisonServer server, string folder, CancellationToken cancellationToken)
    {
        var setup = Path.Combine(Path.GetFullPath(folder), "setup");
        if (Directory.Exists(setup))
        {
            await server.BuildTemplateAsync(new PsqlRun(Psql(server)), ScriptCase.In(setup), cancellationToken);
        }
    }

    private static string Psql(ComparisonServer server) =>
        server.Psql ?? throw new SandboxException(ExitCode.Unavailable, $"there is no psql beside the server {server.Version}; install postgresql-client-{server.Version.Major}");
}
