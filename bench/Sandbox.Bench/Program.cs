using System.Globalization;
using Sandbox.Bench;

switch (args)
{
    case ["server-start", .. var rest]:
        await ServerStart.RunAsync(rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 9, rest.ElementAtOrDefault(1) ?? "local");
        return 0;
    case ["container-start", var image, .. var rest]:
        await ContainerStart.RunAsync(rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 9, image);
        return 0;
    case ["psql-compare", .. var rest] when PsqlCompareArguments.Parse(rest) is { } arguments:
        return await PsqlCompare.RunAsync(arguments);
    case ["lex", .. var rest]:
        await Lexing.RunAsync(rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 9, rest.ElementAtOrDefault(1) ?? "tests/corpus/psql");
        return 0;
    case ["memory", .. var rest]:
        await Memory.RunAsync(rest.ElementAtOrDefault(0) ?? "src/Sandbox.Cli/bin/Release/net10.0/sandbox");
        return 0;
    case ["script-speed", .. var rest]:
        await ScriptSpeed.RunAsync(rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 5, rest.ElementAtOrDefault(1) ?? "src/Sandbox.Cli/bin/Release/net10.0/sandbox");
        return 0;
    case ["state-digest", .. var rest]:
        await StateDigest.RunAsync(
            rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 5, rest.Length > 1 ? int.Parse(rest[1], CultureInfo.InvariantCulture) : 2_000_000, rest.ElementAtOrDefault(2) ?? "local");
        return 0;
    case ["life-speed", .. var rest]:
        await LifeSpeed.RunAsync(
            rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 5, rest.Length > 1 ? int.Parse(rest[1], CultureInfo.InvariantCulture) : 200, rest.ElementAtOrDefault(2) ?? "local");
        return 0;
    case ["dot-speed", .. var rest]:
        await DotSpeed.RunAsync(
            rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 5, rest.Length > 1 ? int.Parse(rest[1], CultureInfo.InvariantCulture) : 50, rest.ElementAtOrDefault(2) ?? "local");
        return 0;
    case ["lint-start", var sandbox, var empty, .. var rest]:
        await LintStart.RunAsync(rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 21, sandbox, empty);
        return 0;
    case ["proof", .. var rest]:
        await ProofCost.RunAsync(rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 21, rest.ElementAtOrDefault(1) ?? "local");
        return 0;
    case ["build-cost", .. var rest]:
        await BuildCost.RunAsync(
            rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 7, rest.Length > 1 ? int.Parse(rest[1], CultureInfo.InvariantCulture) : 1000,
            rest.ElementAtOrDefault(2) ?? "analyzers/Sandbox.Analyzers/bin/Release/netstandard2.0/Sandbox.Analyzers.dll");
        return 0;
    default:
        await Console.Error.WriteLineAsync($"""
            usage: Sandbox.Bench server-start [ROUNDS] [local[:MAJOR]|packaged[:MAJOR]]
                   Sandbox.Bench container-start container:IMAGE [ROUNDS]
                   Sandbox.Bench psql-compare {PsqlCompareArguments.Usage}
                   Sandbox.Bench lex [ROUNDS] [FOLDER]
                   Sandbox.Bench memory [PROGRAM]
                   Sandbox.Bench script-speed [ROUNDS] [PROGRAM]
                   Sandbox.Bench state-digest [ROUNDS] [ROWS] [local[:MAJOR]|packaged[:MAJOR]]
                   Sandbox.Bench proof [ROUNDS] [local[:MAJOR]|packaged[:MAJOR]]
                   Sandbox.Bench lint-start SANDBOX EMPTY [ROUNDS]
                   Sandbox.Bench life-speed [ROUNDS] [MEGABYTES] [local[:MAJOR]|packaged[:MAJOR]]
                   Sandbox.Bench build-cost [ROUNDS] [FILES] [DLL]
                   Sandbox.Bench dot-speed [ROUNDS] [EACH] [local[:MAJOR]|packaged[:MAJOR]]
            """);
        return 2;
}
