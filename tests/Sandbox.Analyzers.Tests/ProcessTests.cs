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

    [TestCase("""Process.Start([|"rm"|], $"-rf {name}/data");""")]
    [TestCase("""Process.Start([|"rm"|], ["-r", "-f", "/srv/" + name]);""")]
    [TestCase("""Process.Start("sh", ["-c", $"[|rm -rf |]{name}/*"]);""")]
    [TestCase("""Process.Start("bash", $"[|-c 'rm -rf /srv/|]{name}'");""")]
    [TestCase("""Process.Start([|"rm"|], ["-rf", System.IO.Path.Combine(name, "data")]);""")]
    [TestCase("""var folder = System.IO.Path.Combine(name, "data"); Process.Start([|"rm"|], $"-rf {folder}");""")]
    [TestCase("""var info = new ProcessStartInfo([|"rm"|]); info.ArgumentList.Add("-rf"); info.ArgumentList.Add($"{name}/data"); Process.Start(info);""")]
    [TestCase("""var info = new ProcessStartInfo { FileName = [|"rm"|], Arguments = $"-rf {name}/data" };""")]
    [TestCase("""Process.Start([|"find"|], $"{name}/data -name 'test_*' -delete");""")]
    [TestCase("""Process.Start("sh", ["-c", $"d={name}; [|rm -rf $d/data|]"]);""")]
    [TestCase("""Process.Start("rm", "-rf /srv/scratch");""")]
    [TestCase("""Process.Start("rm", ["-rf", name]);""")]
    [TestCase("""Process.Start("rm", $"-rf {name}");""")]
    [TestCase("""Process.Start("rm", $"{name}/data");""")]
    [TestCase("""Process.Start("ls", $"-r {name}/data");""")]
    [TestCase("""Process.Start("rm", $"-rf {System.IO.Path.GetTempPath()}/{name}");""")]
    [TestCase("""var made = System.IO.Directory.CreateTempSubdirectory("it-"); Process.Start("rm", ["-rf", made.FullName + "/data"]);""")]
    [TestCase("""var made = System.IO.Directory.CreateTempSubdirectory("it-"); var data = System.IO.Path.Combine(made.FullName, name); Process.Start("sh", ["-c", $"rm -rf {data}/*"]);""")]
    [TestCase("""var folder = $"/srv/{Guid.NewGuid():N}"; Process.Start("rm", $"-rf {folder}/data");""")]
    public async Task A_folder_that_is_removed_by_a_command_line_is_judged_as_any_other(string statements) =>
        await Snippet.InMethod(statements).ShouldReport("SBX1002");
}
