using Sandbox.Cli;
using Sandbox.Cli.Console;

using var interruption = new Interruption();
using var console = new SystemConsole();
return await CommandLine.RunAsync(args, Surroundings.OfProcess(console), interruption.Token);
