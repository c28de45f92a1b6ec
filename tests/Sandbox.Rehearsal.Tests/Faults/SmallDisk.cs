using System.Diagnostics;

namespace Sandbox.Rehearsal.Tests.Faults;

/// <summary>A file system of a few megabytes, the server's user's.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string path) => Path = path;

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    /// <summary>Mounts one; where that is not allowed, the test is skipped.</summary>
    public static async Task<SmallDisk> MountAsync(string path)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Assert.Ignore("Only root may mount a small file system: run the tests as root.");
        }

        Directory.CreateDirectory(path);
        var (status, error) = await RunAsync("mount", "-t", "tmpfs", "-o", "size=8m,mode=700", "tmpfs", path);
        if (status != 0)
        {
            Assert.Ignore($"A small file system cannot be mounted here ({error.Trim()}): run the tests where mount is allowed.");
        }

        (await RunAsync("chown", "postgres:", path)).Status.ShouldBe(0);
        return new SmallDisk(path);
    }

    /// <summary>Unmounts it, though a server may still have it open.</summary>
    public async ValueTask DisposeAsync() => (await RunAsync("umount", "--lazy", Path)).Status.ShouldBe(0);

    private static async Task<(int Status, string Error)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, error);
    }
}
