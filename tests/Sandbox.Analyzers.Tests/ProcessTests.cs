namespace Sandbox.Analyzers.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class ProcessTests
{
    [TestCase("""Process.Start("bash", "-c \"[|docker system prune|] -f\"");""")]
    [TestCase("""Process.Start([|"docker"|], "system prune -f");""")]
    [TestCase("""Process.Start([|"podman"|], new[] { "volume", "prune" });""")]
    [TestCase("""var info = new ProcessStartInfo([|"docker"|], "image prune -a");""")]
    [TestCase("""var info = new ProcessStartInfo { Arguments = "container prune", FileName = "[|docker|]" };""")]
    [TestCase("""var info = new ProcessStartInfo([|"docker"|]) { ArgumentList = { "network", "prune" } };""")]
    [TestCase("""Process.Start("/bin/sh", new[] { "-c", "[|docker rm -f $(docker ps -aq)|]" });""")]
    [TestCase("""const string Line = "-c '[|docker system prune|]'"; Process.Start("bash", Line);""")]
    [TestCase("""var info = new ProcessStartInfo([|"docker"|], ["volume", "prune"]);""")]
    [TestCase("""var info = new ProcessStartInfo("docker", ["echo", "system prune"]);""")]
    [TestCase("""Process.Start("docker", "rm -f pg-dry-run-1");""")]
    [TestCase("""Process.Start("docker", new[] { "rm", "-f", name });""")]
    [TestCase("""Trace.WriteLine("docker system prune");""")]
    [TestCase("""Process.Start("echo", "docker system prune");""")]
    public async Task Wildcard_teardown_is_found_in_command_lines(string statements) =>
        await Snippet.InMethod(statements).ShouldReport("SBX1002");
}
