using NUnit.Framework.Api;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

// The tests copy this assembly into the folder `bin` of a project that they make.
[assembly: Sandbox.NUnit.RehearsalProject("..")]

namespace Sandbox.NUnit.Samples;

/// <summary>Runs fixtures of this assembly as any NUnit runner does, and lives on until standard input ends.</summary>
public static class SampleProgram
{
    /// <summary>Explores or runs, writes NUnit's XML to a file, and says so.</summary>
    /// <param name="arguments"><c>explore</c> or <c>run</c>, the file, and the names of the fixtures.</param>
    public static async Task<int> Main(string[] arguments)
    {
        var runner = new NUnitTestAssemblyRunner(new DefaultTestAssemblyBuilder());
        runner.Load(typeof(SampleProgram).Assembly, new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["WorkDirectory"] = Path.GetDirectoryName(arguments[1])!,
            ["NumberOfTestWorkers"] = 2,
        });
        var classes = arguments[2..].Select(static name => $"<class>{typeof(SampleProgram).Namespace}.{name}</class>");
        var filter = TestFilter.FromXml($"<filter><or>{string.Concat(classes)}</or></filter>");
        IXmlNodeBuilder outcome = arguments[0] is "explore" ? runner.ExploreTests(filter) : runner.Run(TestListener.NULL, filter);
        await File.WriteAllTextAsync(arguments[1], outcome.ToXml(recursive: true).OuterXml);
        Console.WriteLine("finished");
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
