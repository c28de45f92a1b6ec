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
    [TestCase("""var info = new ProcessStartInfo([|"docker"|]); info.ArgumentList.Add("volume"); info.ArgumentList.Add("prune"); Process.Start(info);""")]
    [TestCase("""var info = new ProcessStartInfo(); info.FileName = [|"podman"|]; info.Arguments = "system prune"; Process.Start(info);""")]
    [TestCase("""using var docker = new Process(); docker.StartInfo.FileName = [|"docker"|]; docker.StartInfo.Arguments = "network prune -f"; docker.Start();""")]
    [TestCase("""var info = new ProcessStartInfo("docker"); info.ArgumentList.Add("rm"); info.ArgumentList.Add(name); Process.Start(info);""")]
    [TestCase("""var info = new ProcessStartInfo("docker"); var echo = new ProcessStartInfo("echo"); echo.ArgumentList.Add("volume"); echo.ArgumentList.Add("prune");""")]
    [TestCase("""var info = new ProcessStartInfo("docker"); info.Arguments = "volume"; Process.Start(info); info.Arguments = "prune"; Process.Start(info);""")]
    [TestCase("""var info = new ProcessStartInfo("docker", ["echo", "system prune"]);""")]
    [TestCase("""Process.Start("docker", "rm -f pg-dry-run-1");""")]
    [TestCase("""Process.Start("docker", new[] { "rm", "-f", name });""")]
    [TestCase("""Trace.WriteLine("docker system prune");""")]
    [TestCase("""Process.Start("echo", "docker system prune");""")]
    public async Task Wildcard_teardown_is_found_in_command_lines(string statements) =>
        await Snippet.InMethod(statements).ShouldReport("SBX1002");
}
